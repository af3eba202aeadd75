import type { RedactedAlert } from '../model/redacted-alert'
import { PROCESS_START } from './action'
import { accountName, type RenderContext } from './context'
import type { Detail } from './sheet'
import { readable } from './neutralize'
import { operationSpec } from './operation-spec'
import { targetName } from './target-name'

const MAX_VALUE = 300
const MAX_NAME = 100

/** Most targets that the list of facts names. */
const MAX_TARGETS = 20

/** Words for the classes of networks; an ordinary one needs none. */
const NETWORKS: ReadonlyMap<string, string | null> = new Map([
  ['ours', 'our network'],
  ['anonymiser', 'Tor or VPN'],
  ['hosting', 'hosting network'],
  ['cloud', 'cloud network'],
  ['other', null],
  ['unknown', 'network unknown'],
])

const PRINCIPALS: Readonly<Record<RedactedAlert['actor']['kind'], string | null>> = {
  user: 'user',
  role: 'role',
  'sso-user': 'single sign-on user',
  root: 'root user',
  federated: 'federated user',
  account: 'another account',
  service: 'cloud service',
  guest: 'guest user',
  'service-principal': 'service principal',
  'managed-identity': 'managed identity',
  unknown: null,
}

const accountPhrase = (account: string, context: RenderContext): string => {
  const name = accountName(account, context)
  return name === null ? readable(account, MAX_NAME) : `${readable(name, MAX_NAME)} (${readable(account, MAX_NAME)})`
}

/** " in eu-west-1, prod (123456789012)", or "" where nothing is known. */
export const placePhrase = ({ region, account }: RedactedAlert, context: RenderContext): string => {
  const parts = [
    ...(region === null ? [] : [readable(region, MAX_NAME)]),
    ...(account === null ? [] : [accountPhrase(account, context)]),
  ]
  return parts.length === 0 ? '' : ` in ${parts.join(', ')}`
}

const networkPhrase = ({ asn, organization, network }: RedactedAlert['source']): string => {
  const kind = NETWORKS.has(network) ? NETWORKS.get(network) : readable(network, MAX_NAME)
  const system = asn === null ? null : `AS${asn}${organization === null ? '' : ` ${readable(organization, MAX_NAME)}`}`
  return [system, kind].filter((part) => part !== null && part !== undefined).join(', ')
}

/** "from 203.0.113.7 (AS64500 Example Hosting, hosting network)" */
export const sourcePhrase = ({ source }: RedactedAlert): string => {
  if (source.kind === 'unknown' || source.ip === null) return 'from an unknown address'
  const address = readable(source.ip, MAX_NAME)
  if (source.kind === 'service') return `through ${address}`
  const network = networkPhrase(source)
  return network === '' ? `from ${address}` : `from ${address} (${network})`
}

const targetsText = ({ targets }: RedactedAlert): string => {
  const selectors = targets.selectors.map(
    ({ kind, key, values }) => `${kind} ${readable(key, MAX_NAME)}=${readable(values.join(', '), MAX_VALUE)}`,
  )
  const ids = targets.ids.slice(0, MAX_TARGETS).map((id) => readable(targetName(id), MAX_NAME))
  const more = Math.max(targets.total ?? 0, targets.ids.length) - ids.length
  return [
    ...selectors,
    ...(ids.length === 0 ? [] : [`${ids.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}`]),
  ].join('; ')
}

/** The call itself, fact by fact, for those who want to look it up. */
export const alertDetails = (alert: RedactedAlert, context: RenderContext): readonly Detail[] => {
  const { actor, source, operation, cloud } = alert
  const details: readonly (readonly [label: string, value: string | null])[] = [
    [
      'Caller',
      `${readable(actor.display, MAX_NAME)}${PRINCIPALS[actor.kind] === null ? '' : `, ${PRINCIPALS[actor.kind]}`}`,
    ],
    ['Session', actor.session === null ? null : readable(actor.session, MAX_VALUE)],
    ['Caller key', readable(actor.key, MAX_VALUE)],
    ['Operation', readable(operation, MAX_VALUE)],
    ['It runs', operationSpec(operation)?.runs ?? null],
    ['Source', operation === PROCESS_START ? null : sourcePhrase(alert).replace(/^(from|through) /, '')],
    ['Client', source.userAgent === null ? null : readable(source.userAgent, MAX_VALUE)],
    [
      cloud === 'aws' ? 'Account' : 'Subscription',
      alert.account === null ? null : accountPhrase(alert.account, context),
    ],
    ['Tenant', alert.tenant === null ? null : readable(alert.tenant, MAX_NAME)],
    ['Region', alert.region === null ? null : readable(alert.region, MAX_NAME)],
    ['Resource group', alert.resourceGroup === null ? null : readable(alert.resourceGroup, MAX_NAME)],
    ['Targets', targetsText(alert) || null],
    ['Risk', `${alert.risk} of 100`],
  ]
  return details.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
