import { REVIEWED_ALARMS } from './reviewed/alarms'
import { REVIEWED_RULES } from './reviewed/event-rules'
import { REVIEWED_PROPERTIES, REVIEWED_RESOURCES } from './reviewed/resources'
import { REVIEWED_STATEMENTS } from './reviewed/statements'
import { EVERYTHING, PLAIN } from './support/contexts'
import { alarmSummaries, ruleSummaries, statementsOf } from './support/template-summary'
import { HERE, resolveTemplate } from './support/resolve-template'
import { synthesize, type Template } from './support/synthesize'

const deployed = {
  ...HERE,
  parameters: {
    CentralBusArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/Runwarden-prod-central',
    DetectorRoleArn: 'arn:aws:iam::123456789012:role/Runwarden-prod-detector-eu-west-1',
  },
}

const templates = Object.entries(synthesize(EVERYTHING)).map(([stack, template]): [string, Template] => [
  stack,
  resolveTemplate(template, deployed),
])
const plain = synthesize(PLAIN)['detector']!

const countOf = (template: Template): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { Type } of Object.values(template.Resources)) counts[Type] = (counts[Type] ?? 0) + 1
  return counts
}

describe.each(templates)('stack %s is as it was reviewed:', (stack, template) => {
  it('what its event rules let through, and where to', () => {
    expect(ruleSummaries(template)).toEqual(REVIEWED_RULES[stack])
  })

  it('who may do what', () => {
    expect(statementsOf(template)).toEqual(REVIEWED_STATEMENTS[stack])
  })

  it('its alarms', () => {
    expect(alarmSummaries(template)).toEqual(REVIEWED_ALARMS[stack])
  })

  it('how many resources of each type it has', () => {
    expect(countOf(template)).toEqual(REVIEWED_RESOURCES[stack])
  })
})

describe('what holds state', () => {
  it.each(Object.entries(REVIEWED_PROPERTIES))('%s is where and as it was', (id, expected) => {
    expect(plain.Resources[id]).toMatchObject(expected)
  })
})
