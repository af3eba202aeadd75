import { loadSettings } from '../../../shared/config/load'
import { RENAMED_KEYS, withCurrentKeys } from '../../../shared/config/renamed-keys'
import { SETTINGS } from '../../../shared/config/settings'

const current = (given: Readonly<Record<string, string>>) => {
  const { values, notices } = withCurrentKeys(new Map(Object.entries(given)))
  return { values: Object.fromEntries(values), notices }
}

describe('a variable named after a key of 0.1.0', () => {
  it.each([
    ['RUNWARDEN_ACTION_GROUP_URL', 'RUNWARDEN_ACTION_GROUP_ID'],
    ['RUNWARDEN_CLIENT_ID', 'RUNWARDEN_IDENTITY_CLIENT_ID'],
  ])('%s was none then and is none now; the message names %s', (name, right) => {
    const { problems } = loadSettings([{ origin: 'file', values: { [name]: 'x' } }])
    expect(problems).toEqual([
      expect.objectContaining({ name, expected: `a name of the settings table (did you mean ${right}?)` }),
    ])
  })

  it('is not mistaken for a member that every object has', () => {
    expect(loadSettings([{ origin: 'file', values: { RUNWARDEN_CONSTRUCTOR: 'x' } }]).problems).toHaveLength(1)
  })
})

describe('keys of 0.1.0', () => {
  it.each([
    ['actionGroupUrl', 'actionGroupId'],
    ['clientId', 'identityClientId'],
  ])('%s is taken for %s, and said to be', (old, key) => {
    expect(current({ [old]: 'x' })).toEqual({
      values: { [key]: 'x' },
      notices: [`${old} is called ${key} now; write ${key} instead`],
    })
  })

  it('lose to the keys of today, in whatever order both are given', () => {
    for (const given of [
      { actionGroupUrl: 'old', actionGroupId: 'new' },
      { actionGroupId: 'new', actionGroupUrl: 'old' },
    ])
      expect(current(given)).toEqual({
        values: { actionGroupId: 'new' },
        notices: ['actionGroupUrl is called actionGroupId now; write actionGroupId instead'],
      })
  })

  it('leave all other keys alone, those that every object has among them', () => {
    const given = { massTargets: '5', constructor: 'x', actionGroupId: 'y' }
    expect(current(given)).toEqual({ values: given, notices: [] })
  })

  it('are no keys of today, and stand for such', () => {
    expect([...RENAMED_KEYS.keys()].filter((old) => old in SETTINGS)).toEqual([])
    expect([...RENAMED_KEYS.values()].filter((key) => !(key in SETTINGS))).toEqual([])
  })
})
