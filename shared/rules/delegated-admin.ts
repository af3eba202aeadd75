import { CLOUD_ADMINISTRATION_COMMAND, TRUSTED_RELATIONSHIP } from '../model/attack'
import type { Activity } from '../model/activity'
import type { Family } from '../model/operation'
import { HOUR } from '../model/time'
import { defineRule, keyOf, type RuleContext } from './define-rule'
import { isIn } from './families'
import { evidence, fromSigns, type Sign } from './wording'

/** Longest life of a role session (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). */
export const SESSION_SPAN_MS = 12 * HOUR

/** Inventory tools of other accounts read all day; guest processes have no caller of the control plane. */
const UNCONCERNED: readonly Family[] = ['discovery', 'process']

const issuerKey = (accessKeyId: string): string => keyOf('issued-key', accessKeyId)

const isForeignAccount = (account: string | null, activity: Activity, trusted: readonly string[]): account is string =>
  account !== null && account !== activity.scope.account && !trusted.includes(account)

const onAws = (activity: Activity, { settings, history }: RuleContext): readonly Sign[] => {
  const found: Sign[] = []
  const { actor, document, scope } = activity
  if (isForeignAccount(actor.homeAccount, activity, settings.trustedAccounts))
    found.push({
      phrase: 'belongs to another account',
      shows: [
        evidence(
          'Account of the caller',
          `${actor.homeAccount}, the call was made in ${scope.account ?? 'an unknown account'}`,
        ),
      ],
    })
  if (actor.accessKeyId !== null)
    for (const { label, note } of history.window(issuerKey(actor.accessKeyId)).members())
      if (isForeignAccount(label, activity, settings.trustedAccounts))
        found.push({
          phrase: 'used credentials that were issued to another account',
          shows: [evidence('Credentials issued to', `${note ?? 'a caller'} of account ${label}`)],
        })
  if (isForeignAccount(document?.owner ?? null, activity, settings.trustedAccounts))
    found.push({
      phrase: 'used a document of another account',
      shows: [evidence('Owner of the document', `${document?.owner ?? ''} (${document?.name ?? ''})`)],
    })
  return found
}

const onAzure = ({ actor, scope }: Activity, { settings }: RuleContext): readonly Sign[] => {
  const found: Sign[] = []
  const home = actor.homeTenant
  const isNamed = settings.homeTenants.some((tenant) => tenant.toLowerCase() === home)
  // Without the resource's own tenant only the configured ones can decide.
  const isForeign = scope.tenant === null ? settings.homeTenants.length > 0 : home !== scope.tenant
  if (home !== null && isForeign && !isNamed)
    found.push({
      phrase: 'belongs to another tenant',
      shows: [
        evidence('Tenant of the caller', `${home}, the subscription belongs to ${scope.tenant ?? 'a home tenant'}`),
      ],
    })
  if (actor.assignedTo?.toLowerCase() === 'foreigngroup')
    found.push({
      phrase: 'has its role through a group of another tenant',
      shows: [evidence('Role assignment', 'came through a foreign principal (AOBO or GDAP)')],
    })
  return found
}

export const delegatedAdmin = defineRule({
  id: 'runwarden.cloud.delegated-admin',
  title: 'Delegated Admin',
  severity: 'high',
  attack: [CLOUD_ADMINISTRATION_COMMAND, TRUSTED_RELATIONSHIP],
  detects:
    'the caller belongs to another tenant or account, its credentials were issued to a foreign account, or the ' +
    'document belongs to one',
  misses: [
    'foreign callers who took more than one role on their way',
    'foreign callers whose AssumeRole lies before the logs, more than 12 hours before the call, or after it',
    'a guest account of this tenant, whose token names this tenant',
    'records without claims: the later stages of an Azure operation',
  ],
  falsePositives: ['a service provider (Lighthouse, CSP) at work: add its tenant or account to the trusted ones'],
  triage: [
    'ask the provider who did this and why',
    'review the delegation: is it still needed, and must it reach machines',
    "remove the delegation or the role's trust when nobody can explain it",
  ],
  references: [
    'https://attack.mitre.org/techniques/T1199/',
    'https://learn.microsoft.com/azure/lighthouse/how-to/view-service-provider-activity',
  ],
  tunedBy: ['trustedAccounts', 'homeTenants', 'suppressions'],

  memory: ({ cloud, actor }) => ({
    terms: [],
    windows:
      cloud === 'aws' && actor.accessKeyId !== null
        ? [{ key: issuerKey(actor.accessKeyId), spanMs: SESSION_SPAN_MS, add: [] }]
        : [],
  }),

  steps: ({ operation, subjects, actor }) =>
    operation !== 'sts:AssumeRole' || actor.homeAccount === null
      ? []
      : subjects.map((accessKeyId) => ({
          key: issuerKey(accessKeyId),
          spanMs: SESSION_SPAN_MS,
          add: [{ label: actor.homeAccount ?? 'unknown', note: actor.display }],
        })),

  evaluate: (activity, context) => {
    if (isIn(activity, UNCONCERNED)) return null
    const found = activity.cloud === 'aws' ? onAws(activity, context) : onAzure(activity, context)
    if (found.length === 0) return null
    return { severity: 'high', ...fromSigns(activity.actor.display, found) }
  },
})
