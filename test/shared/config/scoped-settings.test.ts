import { defaultSettings } from '../../../shared/config/load'
import { readOverrides } from '../../../shared/config/overrides'
import { longestHistory, scopedSettings } from '../../../shared/config/scoped-settings'
import type { Settings } from '../../../shared/config/settings'
import type { Scope } from '../../../shared/model/activity'

const PROD: Scope = { account: '123456789012', region: 'eu-west-1', tenant: null, resourceGroup: null }
const GROUP: Scope = {
  account: '00000000-0000-0000-0000-0000000000bb',
  region: null,
  tenant: null,
  resourceGroup: 'rg-prod',
}
const overridden = (...overrides: readonly Readonly<Record<string, unknown>>[]): Settings => {
  const read = readOverrides(overrides)
  if (!('value' in read)) throw new Error(read.faults.join('; '))
  return { ...defaultSettings(), overrides: read.value }
}

describe('scopedSettings', () => {
  it.each([
    { name: 'nothing is overridden', overrides: [], scope: PROD, expected: 3 },
    {
      name: 'the account matches',
      overrides: [{ account: '123456789012', massTargets: 20 }],
      scope: PROD,
      expected: 20,
    },
    { name: 'another account', overrides: [{ account: '111122223333', massTargets: 20 }], scope: PROD, expected: 3 },
    {
      name: 'the account matches a glob',
      overrides: [{ account: '1234*', massTargets: 20 }],
      scope: PROD,
      expected: 20,
    },
    {
      name: 'the Region matches in another case',
      overrides: [{ region: 'EU-*', massTargets: 20 }],
      scope: PROD,
      expected: 20,
    },
    {
      name: 'account and Region must both match',
      overrides: [{ account: '1234*', region: 'us-*', massTargets: 20 }],
      scope: PROD,
      expected: 3,
    },
    {
      name: 'the resource group matches',
      overrides: [{ resourceGroup: 'RG-Prod', massTargets: 20 }],
      scope: GROUP,
      expected: 20,
    },
    {
      name: 'what the scope does not have matches nothing',
      overrides: [{ resourceGroup: '*', massTargets: 20 }],
      scope: PROD,
      expected: 3,
    },
    {
      name: 'the first of two wins',
      overrides: [
        { account: '*', massTargets: 20 },
        { account: '123456789012', massTargets: 30 },
      ],
      scope: PROD,
      expected: 20,
    },
    {
      name: 'the first that matches wins, whatever it names',
      overrides: [
        { account: '*', windowMinutes: 5 },
        { account: '123456789012', massTargets: 30 },
      ],
      scope: PROD,
      expected: 3,
    },
  ])('$name: $expected machines', ({ overrides, scope, expected }) => {
    expect(scopedSettings(overridden(...overrides), scope).massTargets).toBe(expected)
  })

  it('replaces the thresholds it names and nothing else', () => {
    const settings = overridden({ account: '*', massTargets: 20, windowMinutes: 5, historyDays: 30 })
    expect(scopedSettings(settings, PROD)).toEqual({ ...settings, massTargets: 20, windowMinutes: 5, historyDays: 30 })
  })
})

describe('longestHistory', () => {
  it.each([
    { name: 'no override', overrides: [], expected: 7 },
    { name: 'a longer one for a part', overrides: [{ account: '*', historyDays: 30 }], expected: 30 },
    { name: 'a shorter one for a part', overrides: [{ account: '*', historyDays: 3 }], expected: 7 },
    { name: 'an override of something else', overrides: [{ account: '*', massTargets: 30 }], expected: 7 },
  ])('$name: $expected days', ({ overrides, expected }) => {
    expect(longestHistory(overridden(...overrides))).toBe(expected)
  })
})

describe('readOverrides', () => {
  it.each([
    { name: 'no scope', override: { massTargets: 5 } },
    { name: 'an empty glob', override: { account: '', massTargets: 5 } },
    { name: 'a threshold beyond its range', override: { account: '*', massTargets: 501 } },
    { name: 'a threshold of nothing', override: { account: '*', windowMinutes: 0 } },
    { name: 'a threshold that is no whole number', override: { account: '*', historyDays: 1.5 } },
    { name: 'a threshold that cannot be overridden', override: { account: '*', minSeverity: 'low' } },
  ])('refuses $name', ({ override }) => {
    expect(readOverrides([override])).toHaveProperty('faults')
  })
})
