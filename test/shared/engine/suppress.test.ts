import { defaultSettings } from '../../../shared/config/load'
import type { Settings } from '../../../shared/config/settings'
import {
  readChangeWindows,
  SUPPRESSION_FIELDS,
  type ChangeWindow,
  type Suppression,
} from '../../../shared/config/suppressions'
import { scriptHash } from '../../../shared/engine/script-hash'
import { isInside, suppressionReason } from '../../../shared/engine/suppress'
import type { SourceNetwork } from '../../../shared/enrich/source-network'
import type { Activity } from '../../../shared/model/activity'
import { HOUR, MINUTE } from '../../../shared/model/time'
import { UNSILENCEABLE_RULE } from '../../../shared/rules'
import { massExecution } from '../../../shared/rules/mass-execution'
import { awsActivity, azureActivity, NOON, principal, VM } from '../../support/activity'

const NETWORK: SourceNetwork = {
  asn: 64_500,
  organization: 'Example VPN',
  class: 'anonymiser',
  ours: false,
  term: '64500',
}
const SCRIPT = awsActivity({ payload: { kind: 'text', text: 'systemctl restart nginx' } })
const HASH = scriptHash(SCRIPT) ?? ''

const reasonOf = (
  given: Partial<Suppression>,
  activity: Activity = SCRIPT,
  settings: Partial<Settings> = {},
  rule = massExecution.id,
): string | null =>
  suppressionReason(rule, activity, NETWORK, {
    ...defaultSettings(),
    ...settings,
    suppressions: [{ reason: 'CHG-1042', until: NOON + HOUR, ...given }],
  })

const two = awsActivity({ targets: { kind: 'listed', ids: ['i-0aaaaaaaaaaaaaaa1', 'i-0bbbbbbbbbbbbbbb2'] } })

describe('a suppression', () => {
  it.each<{ name: string; given: Partial<Suppression>; activity?: Activity; covers: boolean }>([
    { name: 'the caller by key', given: { caller: ['aws:123456789012:role/Deploy'] }, covers: true },
    { name: 'the caller by ARN', given: { caller: ['arn:aws:iam::*:role/Deploy'] }, covers: true },
    { name: 'another caller', given: { caller: ['aws:*:role/Other'] }, covers: false },
    { name: 'one of two callers', given: { caller: ['aws:*:role/Other', '*role/deploy'] }, covers: true },
    { name: 'the rule', given: { rule: ['runwarden.cloud.mass-execution'] }, covers: true },
    { name: 'all rules of a cloud', given: { rule: ['runwarden.azure.*'] }, covers: false },
    { name: 'the operation in another case', given: { operation: ['SSM:sendcommand'] }, covers: true },
    { name: 'another operation', given: { operation: ['ssm:StartSession'] }, covers: false },
    { name: 'the document', given: { document: ['AWS-Run*'] }, covers: true },
    { name: 'another document', given: { document: ['AWS-RunPatchBaseline'] }, covers: false },
    { name: 'a document where there is none', given: { document: ['*'] }, activity: azureActivity(), covers: false },
    { name: 'the script hash', given: { scriptHash: [HASH] }, covers: true },
    { name: 'the beginning of the script hash', given: { scriptHash: [`${HASH.slice(0, 16)}*`] }, covers: true },
    { name: 'another script hash', given: { scriptHash: ['0'.repeat(64)] }, covers: false },
    {
      name: 'a script hash where the text is hidden',
      given: { scriptHash: ['*'] },
      activity: awsActivity(),
      covers: false,
    },
    { name: 'the machine', given: { target: ['i-0123456789abcdef0'] }, covers: true },
    { name: 'another machine', given: { target: ['i-0fedcba9876543210'] }, covers: false },
    { name: 'one machine of the two acted on', given: { target: ['i-0aaa*'] }, activity: two, covers: false },
    {
      name: 'each machine of the two acted on',
      given: { target: ['i-0aaa*', 'i-0bbb*'] },
      activity: two,
      covers: true,
    },
    {
      name: 'a machine where nobody knows which',
      given: { target: ['*'] },
      activity: awsActivity({ targets: { kind: 'selected', selectors: [], resolved: null, total: null } }),
      covers: false,
    },
    {
      name: 'an Azure machine by its id',
      given: { target: [VM.toUpperCase()] },
      activity: azureActivity(),
      covers: true,
    },
    { name: 'an Azure machine by its name', given: { target: ['web0?'] }, activity: azureActivity(), covers: true },
    { name: 'the network by AS number', given: { network: ['AS64500'] }, covers: true },
    { name: 'the network by its organisation', given: { network: ['example *'] }, covers: true },
    { name: 'the network by address', given: { network: ['192.0.2.*'] }, covers: true },
    { name: 'another network', given: { network: ['AS64501'] }, covers: false },
    {
      name: 'the service a call came through',
      given: { network: ['cloudformation.amazonaws.com'] },
      activity: awsActivity({ source: { kind: 'service', name: 'cloudformation.amazonaws.com' } }),
      covers: true,
    },
    { name: 'the account', given: { account: ['123456789012'] }, covers: true },
    { name: 'another account', given: { account: ['111122223333'] }, covers: false },
    { name: 'the Region', given: { region: ['eu-*'] }, covers: true },
    { name: 'another Region', given: { region: ['us-*'] }, covers: false },
    { name: 'the resource group', given: { resourceGroup: ['PROD'] }, activity: azureActivity(), covers: true },
    { name: 'a resource group where there is none', given: { resourceGroup: ['*'] }, covers: false },
  ])('by $name: $covers', ({ given, activity, covers }) => {
    expect(reasonOf(given, activity)).toBe(covers ? 'CHG-1042' : null)
  })

  it('covers only what all its fields match', () => {
    const all: Partial<Suppression> = {
      caller: ['*'],
      rule: ['*'],
      operation: ['*'],
      document: ['*'],
      scriptHash: ['*'],
      target: ['*'],
      network: ['*'],
      account: ['*'],
      region: ['*'],
    }
    expect(reasonOf(all)).toBe('CHG-1042')
    for (const field of Object.keys(all)) expect(reasonOf({ ...all, [field]: ['something else'] })).toBeNull()
  })

  it('is tested here in every field it has', () => {
    expect(SUPPRESSION_FIELDS).toEqual([
      'caller',
      'rule',
      'operation',
      'document',
      'scriptHash',
      'target',
      'network',
      'account',
      'region',
      'resourceGroup',
      'changeWindow',
    ])
  })

  it.each([
    { name: 'a millisecond before its end', until: NOON + 1, covers: true },
    { name: 'at its end', until: NOON, covers: false },
    { name: 'after its end', until: NOON - 1, covers: false },
  ])('$name, by event time: $covers', ({ until, covers }) => {
    expect(reasonOf({ until, account: ['*'] })).toBe(covers ? 'CHG-1042' : null)
  })

  it('is named by the first that covers', () => {
    const suppressions: readonly Suppression[] = [
      { reason: 'expired', until: NOON, account: ['*'] },
      { reason: 'elsewhere', until: NOON + 1, account: ['111122223333'] },
      { reason: 'first', until: NOON + 1, account: ['*'] },
      { reason: 'second', until: NOON + 1, caller: ['*'] },
    ]
    expect(suppressionReason(massExecution.id, SCRIPT, NETWORK, { ...defaultSettings(), suppressions })).toBe('first')
  })

  it('never covers detector-tampering', () => {
    expect(reasonOf({ account: ['*'] }, SCRIPT, {}, UNSILENCEABLE_RULE)).toBeNull()
    expect(reasonOf({ rule: [UNSILENCEABLE_RULE] }, SCRIPT, {}, UNSILENCEABLE_RULE)).toBeNull()
  })

  it('covers by caller whatever the session', () => {
    expect(
      reasonOf({ caller: ['aws:*:role/Deploy'] }, awsActivity({ actor: principal({ session: 'somebody' }) })),
    ).toBe('CHG-1042')
  })

  it('with a change window covers inside it only', () => {
    const window: ChangeWindow = { name: 'tonight', start: NOON, end: NOON + HOUR }
    const inside = (at: number) =>
      reasonOf({ changeWindow: 'tonight', until: NOON + 24 * HOUR }, awsActivity({ at }), { changeWindows: [window] })
    expect([inside(NOON - 1), inside(NOON), inside(NOON + HOUR - 1), inside(NOON + HOUR)]).toEqual([
      null,
      'CHG-1042',
      'CHG-1042',
      null,
    ])
  })

  it('with a change window that is not configured covers nothing', () => {
    expect(reasonOf({ changeWindow: 'tonight' })).toBeNull()
  })
})

const weekly = (days: readonly string[], from: string, to: string, zone = 'UTC'): ChangeWindow => {
  const read = readChangeWindows([{ name: 'w', zone, days, from, to }])
  if (!('value' in read)) throw new Error(read.faults.join('; '))
  return read.value[0]!
}

describe('isInside', () => {
  // 2026-03-02 is a Monday.
  const monday = Date.UTC(2026, 2, 2)

  it.each([
    {
      name: 'a minute before it begins',
      window: weekly(['mon'], '09:00', '17:00'),
      at: monday + 9 * HOUR - 1,
      inside: false,
    },
    { name: 'when it begins', window: weekly(['mon'], '09:00', '17:00'), at: monday + 9 * HOUR, inside: true },
    {
      name: 'in its last millisecond',
      window: weekly(['mon'], '09:00', '17:00'),
      at: monday + 17 * HOUR - 1,
      inside: true,
    },
    { name: 'when it ends', window: weekly(['mon'], '09:00', '17:00'), at: monday + 17 * HOUR, inside: false },
    { name: 'at half past', window: weekly(['mon'], '09:30', '10:15'), at: monday + 9.5 * HOUR, inside: true },
    {
      name: 'at a quarter past, when it ends',
      window: weekly(['mon'], '09:30', '10:15'),
      at: monday + 10.25 * HOUR,
      inside: false,
    },
    { name: 'on another day', window: weekly(['tue', 'wed'], '09:00', '17:00'), at: monday + 12 * HOUR, inside: false },
    {
      name: 'on one of its days',
      window: weekly(['sun', 'mon'], '09:00', '17:00'),
      at: monday + 12 * HOUR,
      inside: true,
    },
    {
      name: 'past midnight, before it',
      window: weekly(['mon'], '22:00', '04:00'),
      at: monday + 23 * HOUR,
      inside: true,
    },
    {
      name: 'past midnight, after it',
      window: weekly(['mon'], '22:00', '04:00'),
      at: monday + 27 * HOUR,
      inside: true,
    },
    {
      name: 'past midnight, when it ends',
      window: weekly(['mon'], '22:00', '04:00'),
      at: monday + 28 * HOUR,
      inside: false,
    },
    {
      name: 'past midnight, the night before its day',
      window: weekly(['mon'], '22:00', '04:00'),
      at: monday + 3 * HOUR,
      inside: false,
    },
    {
      name: 'past midnight from Saturday to Sunday',
      window: weekly(['sat'], '22:00', '04:00'),
      at: monday - 24 * HOUR + 3 * HOUR,
      inside: true,
    },
    {
      name: 'the whole day when both times are equal',
      window: weekly(['mon'], '00:00', '00:00'),
      at: monday + 12 * HOUR,
      inside: true,
    },
    {
      name: 'the whole day, not the next',
      window: weekly(['mon'], '00:00', '00:00'),
      at: monday + 24 * HOUR,
      inside: false,
    },
    {
      name: 'the hour of another zone',
      window: weekly(['mon'], '09:00', '17:00', 'Asia/Tokyo'),
      at: monday + MINUTE,
      inside: true,
    },
    {
      name: 'the day of another zone',
      window: weekly(['tue'], '00:00', '06:00', 'Asia/Tokyo'),
      at: monday + 16 * HOUR,
      inside: true,
    },
    {
      name: 'a zone of half hours',
      window: weekly(['mon'], '09:00', '17:00', 'Asia/Kolkata'),
      at: monday + 3 * HOUR + 30 * MINUTE,
      inside: true,
    },
    {
      name: 'a zone of half hours, a minute before',
      window: weekly(['mon'], '09:00', '17:00', 'Asia/Kolkata'),
      at: monday + 3 * HOUR + 29 * MINUTE,
      inside: false,
    },
  ])('$name: $inside', ({ window, at, inside }) => {
    expect(isInside(window, at)).toBe(inside)
  })

  // In Paris 02:00 to 03:00 does not exist on 2026-03-29 and comes twice on 2026-10-25.
  it.each([
    { name: 'winter time', at: Date.UTC(2026, 2, 28, 21), inside: true },
    { name: 'winter time, an hour earlier', at: Date.UTC(2026, 2, 28, 20), inside: false },
    { name: 'summer time', at: Date.UTC(2026, 2, 29, 20), inside: true },
    { name: 'summer time, an hour earlier', at: Date.UTC(2026, 2, 29, 19), inside: false },
    { name: 'the night that loses an hour, just before it', at: Date.UTC(2026, 2, 29, 0, 59), inside: true },
    { name: 'the night that loses an hour, just after it', at: Date.UTC(2026, 2, 29, 1, 0), inside: false },
    { name: 'the night that gains an hour, 02:30 for the first time', at: Date.UTC(2026, 9, 25, 0, 30), inside: true },
    { name: 'the night that gains an hour, 02:30 for the second time', at: Date.UTC(2026, 9, 25, 1, 30), inside: true },
    { name: 'the night that gains an hour, 03:00', at: Date.UTC(2026, 9, 25, 2, 0), inside: false },
  ])('follows the clock of its zone in $name: $inside', ({ at, inside }) => {
    expect(isInside(weekly(['sat', 'sun'], '22:00', '03:00', 'Europe/Paris'), at)).toBe(inside)
  })
})
