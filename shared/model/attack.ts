/** An ATT&CK technique and the tactic it is used for here. */
export interface Technique {
  readonly id: string
  readonly name: string
  readonly tactic: string
}

const technique = (id: string, name: string, tactic: string): Technique => ({ id, name, tactic })

/** https://attack.mitre.org/techniques/T1651/ */
export const CLOUD_ADMINISTRATION_COMMAND = technique('T1651', 'Cloud Administration Command', 'Execution')
/** https://attack.mitre.org/techniques/T1059/ */
export const COMMAND_AND_SCRIPTING_INTERPRETER = technique('T1059', 'Command and Scripting Interpreter', 'Execution')
/** https://attack.mitre.org/techniques/T1648/ */
export const SERVERLESS_EXECUTION = technique('T1648', 'Serverless Execution', 'Execution')
/** https://attack.mitre.org/techniques/T1072/ */
export const SOFTWARE_DEPLOYMENT_TOOLS = technique('T1072', 'Software Deployment Tools', 'Lateral Movement')
/** https://attack.mitre.org/techniques/T1021/008/ */
export const DIRECT_CLOUD_VM_CONNECTIONS = technique('T1021.008', 'Direct Cloud VM Connections', 'Lateral Movement')
/** https://attack.mitre.org/techniques/T1078/004/ */
export const CLOUD_ACCOUNTS = technique('T1078.004', 'Cloud Accounts', 'Initial Access')
/** https://attack.mitre.org/techniques/T1199/ */
export const TRUSTED_RELATIONSHIP = technique('T1199', 'Trusted Relationship', 'Initial Access')
/** https://attack.mitre.org/techniques/T1090/003/ */
export const MULTI_HOP_PROXY = technique('T1090.003', 'Multi-hop Proxy', 'Command and Control')
/** https://attack.mitre.org/techniques/T1552/005/ */
export const CLOUD_INSTANCE_METADATA = technique('T1552.005', 'Cloud Instance Metadata API', 'Credential Access')
/** https://attack.mitre.org/techniques/T1562/008/ */
export const DISABLE_CLOUD_LOGS = technique('T1562.008', 'Disable or Modify Cloud Logs', 'Defense Evasion')
