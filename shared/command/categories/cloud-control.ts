import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { isActing } from './purpose'

const REACHES_MACHINES = 'sends commands to other machines'
const CHANGES_RIGHTS = 'changes who may do what in the cloud'

/** AWS CLI: service and operation. */
const AWS: ReadonlyMap<string, string> = new Map([
  ...[
    'create-user',
    'create-access-key',
    'create-login-profile',
    'update-login-profile',
    'create-role',
    'create-policy-version',
    'set-default-policy-version',
    'update-assume-role-policy',
    'attach-user-policy',
    'attach-role-policy',
    'attach-group-policy',
    'put-user-policy',
    'put-role-policy',
    'put-group-policy',
    'add-user-to-group',
    'update-access-key',
    'create-saml-provider',
    'create-open-id-connect-provider',
    'create-service-specific-credential',
    'deactivate-mfa-device',
  ].map((operation) => [`iam ${operation}`, CHANGES_RIGHTS] as const),
  ...[
    'send-command',
    'start-session',
    'start-automation-execution',
    'create-association',
    'create-activation',
    'modify-document-permission',
  ].map((operation) => [`ssm ${operation}`, REACHES_MACHINES] as const),
  ['sts get-federation-token', 'makes credentials that outlive the ones it has'],
  ['ec2-instance-connect send-ssh-public-key', REACHES_MACHINES],
  ['ec2-instance-connect send-serial-console-ssh-public-key', REACHES_MACHINES],
  ['ecs execute-command', REACHES_MACHINES],
])
/** Ordinary in pipelines, significant beside other things. */
const AWS_MINOR: ReadonlyMap<string, string> = new Map([
  ['sts get-session-token', 'asks AWS for other credentials'],
  ['sts assume-role', 'asks AWS for other credentials'],
  ['sts assume-role-with-web-identity', 'asks AWS for other credentials'],
  ...[
    'list-users',
    'list-roles',
    'list-policies',
    'list-access-keys',
    'list-attached-role-policies',
    'get-account-authorization-details',
  ].map((operation) => [`iam ${operation}`, 'lists users or roles of the AWS account'] as const),
])
const AWS_SWITCHES = new Set(['--debug', '--no-verify-ssl', '--no-paginate', '--no-sign-request', '--no-cli-pager'])

/** Azure CLI: the leading words. */
const AZURE: readonly (readonly [words: string, why: string])[] = [
  ...[
    'vm run-command invoke',
    'vm run-command create',
    'vm run-command update',
    'vmss run-command invoke',
    'vmss run-command create',
    'connectedmachine run-command create',
    'aks command invoke',
    'vm extension set',
    'vmss extension set',
    'connectedmachine extension create',
  ].map((words) => [words, REACHES_MACHINES] as const),
  ...[
    'role assignment create',
    'ad sp create',
    'ad sp credential',
    'ad user create',
    'ad app create',
    'ad app credential',
    'ad app owner',
    'ad group member add',
    'vm user update',
    'vm user reset',
  ].map((words) => [words, CHANGES_RIGHTS] as const),
]

/** PowerShell modules of both clouds; `azurerm` counts as `az`. */
const CMDLETS: ReadonlyMap<string, string> = new Map([
  ...[
    'invoke-azvmruncommand',
    'set-azvmruncommand',
    'invoke-azvmssvmruncommand',
    'set-azvmssvmruncommand',
    'invoke-azaksruncommand',
    'new-azconnectedmachineruncommand',
    'set-azvmextension',
    'set-azvmcustomscriptextension',
    'set-azvmaccessextension',
    'add-azvmssextension',
    'send-ssmcommand',
    'start-ssmautomationexecution',
    'start-ssmsession',
  ].map((name) => [name, REACHES_MACHINES] as const),
  ...[
    'new-azroleassignment',
    'new-azadserviceprincipal',
    'new-azadapplication',
    'new-azadappcredential',
    'new-azadspcredential',
    'new-azaduser',
    'new-azureaduser',
    'new-azureadapplication',
    'new-mguser',
    'new-mgserviceprincipal',
    'new-mgapplication',
    'add-mgapplicationpassword',
    'add-mgserviceprincipalpassword',
    'new-iamuser',
    'new-iamaccesskey',
    'register-iamuserpolicy',
    'register-iamrolepolicy',
    'register-iamgrouppolicy',
    'write-iamuserpolicy',
    'write-iamrolepolicy',
    'write-iamgrouppolicy',
  ].map((name) => [name, CHANGES_RIGHTS] as const),
])
const LOGINS = new Set(['get-azaccesstoken', 'add-azaccount', 'add-azureaccount'])

/** Service and operation of an AWS CLI call, past its global options and their values. */
const awsCall = ({ args }: Command): string => {
  const words: string[] = []
  for (let at = 0; at < args.length && words.length < 2; at += 1) {
    const text = args[at]?.text ?? ''
    if (!text.startsWith('--')) words.push(text.toLowerCase())
    else if (!text.includes('=') && !AWS_SWITCHES.has(text)) at += 1
  }
  return words.join(' ')
}

const byAws = (command: Command): Evidence | null => {
  const call = awsCall(command)
  const why = AWS.get(call)
  if (why !== undefined) return strong(command, why)
  const minor = AWS_MINOR.get(call)
  return minor === undefined ? null : weak(command, minor)
}

const byAzure = (command: Command): Evidence | null => {
  const words = `${command.args
    .slice(0, 6)
    .map(({ text }) => text.toLowerCase())
    .join(' ')} `
  const found = AZURE.find(([start]) => words.startsWith(`${start} `) || words.startsWith(`${start}-`))
  if (found !== undefined) return strong(command, found[1])
  return words.startsWith('account get-access-token ') ? weak(command, 'asks Azure for an access token') : null
}

/** The machine's own identity is used to gain rights or to reach other machines. */
const judge = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  if (command.name === 'aws') return byAws(command)
  if (command.name === 'az') return byAzure(command)
  const name = command.name.replace('azurerm', 'az')
  const why = CMDLETS.get(name)
  if (why !== undefined) return strong(command, why)
  return LOGINS.has(name) ? weak(command, 'logs in to Azure as the machine or the account') : null
}

export const cloudControl: Category = {
  id: 'cloud-control',
  title: 'Cloud control from the machine',
  find: (script) => eachCommand(script, judge),
}
