/** A silence to copy: when it fits, and the entry of RUNWARDEN_SUPPRESSIONS. */
export interface SuppressionExample {
  readonly title: string
  readonly when: string
  readonly suppression: Readonly<Record<string, unknown>>
}

/** What the seeds name as false positives, each as the narrowest silence that covers it. */
export const SUPPRESSION_EXAMPLES: readonly SuppressionExample[] = [
  {
    title: 'Patching with an approved change',
    when: 'one role runs one document in the announced window',
    suppression: {
      caller: 'aws:123456789012:role/Patching',
      document: 'AWS-RunPatchBaseline',
      changeWindow: 'patch-tuesday',
      until: '2026-12-31',
      reason: 'monthly patching, CHG-1042',
    },
  },
  {
    title: 'A scheduled runbook',
    when: 'the identity of the automation account starts jobs every night',
    suppression: {
      caller: '00000000-0000-0000-0000-000000000022',
      operation: 'microsoft.automation/automationaccounts/jobs/write',
      resourceGroup: 'rg-shop',
      until: '2026-12-31',
      reason: 'nightly clean-up, owned by the platform team',
    },
  },
  {
    title: 'Infrastructure as code',
    when:
      'a pipeline (Terraform, Ansible, Azure Arc) runs one reviewed script; the hash names it, so that another ' +
      'script is reported',
    suppression: {
      caller: 'aws:123456789012:role/terraform',
      scriptHash: '0123456789abcdef*',
      network: ['AS64500', '192.0.2.*'],
      until: '2026-09-30',
      reason: 'bootstrap script, reviewed in PR 77',
    },
  },
  {
    title: 'Monitoring and compliance checks',
    when: 'an agent of the security team reads state on every machine',
    suppression: {
      caller: 'aws:*:role/compliance-*',
      operation: 'ssm:SendCommand',
      document: ['AWS-GatherSoftwareInventory', 'Compliance-*'],
      rule: ['runwarden.cloud.mass-execution', 'runwarden.cloud.broad-target-selector'],
      until: '2026-12-31',
      reason: 'hourly CIS checks',
    },
  },
  {
    title: 'Extensions on new machines',
    when: 'a deployment identity puts the same agents on whatever it creates',
    suppression: {
      caller: '00000000-0000-0000-0000-000000000021',
      rule: 'runwarden.azure.extension-deployment',
      document: ['Microsoft.Azure.Monitor/*', 'Microsoft.Azure.RecoveryServices/*'],
      until: '2026-12-31',
      reason: 'standard agents of the landing zone',
    },
  },
  {
    title: 'On call at night',
    when: 'people of a permission set open sessions on two machines',
    suppression: {
      caller: 'aws:*:sso/OnCall/*',
      operation: 'ssm:StartSession',
      target: ['i-0123456789abcdef0', 'i-0123456789abcdef1'],
      until: '2026-06-30',
      reason: 'on-call rota of the shop team',
    },
  },
]

/** The change window that the first example refers to. */
export const CHANGE_WINDOW_EXAMPLES: readonly Readonly<Record<string, unknown>>[] = [
  { name: 'patch-tuesday', zone: 'Europe/Paris', days: ['tue'], from: '22:00', to: '04:00' },
  { name: 'move-to-new-region', start: '2026-05-02T18:00Z', end: '2026-05-03T06:00Z' },
]

export const OVERRIDE_EXAMPLES: readonly Readonly<Record<string, unknown>>[] = [
  { account: '123456789012', region: 'eu-*', massTargets: 20 },
  { resourceGroup: 'rg-lab-*', massTargets: 50, historyDays: 30 },
]
