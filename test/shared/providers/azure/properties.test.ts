import fc from 'fast-check'
import { unwrapAzure } from '../../../../shared/providers/azure/envelope'
import { AZURE_OPERATIONS } from '../../../../shared/providers/azure/operations'
import extensionRows from '../../../fixtures/azure/extension-log-analytics-rows.json'
import extensionStart from '../../../fixtures/azure/extension-start-with-body.json'
import runCommandHub from '../../../fixtures/azure/run-command-event-hub.json'
import runCommandRest from '../../../fixtures/azure/run-command-rest-page.json'
import { hubRecord, normalized, VM } from './records'

const KINDS = ['activity', 'stage', 'native', 'step', 'ignored', 'rejected']

const fixtures = [runCommandHub, runCommandRest, extensionRows, extensionStart].flatMap((fixture) =>
  (unwrapAzure(fixture) ?? []).map(({ body }) => body),
)

/** A value with one random part replaced. */
const mutate = (value: unknown, path: readonly number[], replacement: unknown): unknown => {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return replacement
  const keys = Object.keys(value)
  const key = keys[step % Math.max(1, keys.length)]
  if (key === undefined) return replacement
  const copy: Record<string, unknown> = { ...value }
  copy[key] = mutate(copy[key], rest, replacement)
  return Array.isArray(value) ? Object.values(copy) : copy
}

describe('the Azure provider', () => {
  it('makes something of every JSON value and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(KINDS).toContain(normalized(value).kind)
        for (const { body } of unwrapAzure(value) ?? []) expect(KINDS).toContain(normalized(body).kind)
      }),
    )
  })

  it('makes something of every record with one part changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.array(fc.nat(30), { maxLength: 4 }),
        fc.jsonValue(),
        (fixture, path, replacement) => {
          expect(KINDS).toContain(normalized(mutate(fixture, path, replacement)).kind)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('recognises every operation in any case, with any members missing', () => {
    const members = fc.subarray([
      'resourceId',
      'category',
      'resultType',
      'resultSignature',
      'callerIpAddress',
      'correlationId',
      'identity',
      'properties',
    ])
    fc.assert(
      fc.property(fc.constantFrom(...AZURE_OPERATIONS), members, fc.boolean(), (spec, missing, upper) => {
        const operationName = upper ? spec.name.toUpperCase() : spec.name
        const record = Object.fromEntries(
          Object.entries(hubRecord({ operationName, resourceId: `${VM}/extensions/x` })).filter(
            ([name]) => !missing.includes(name),
          ),
        )
        expect(normalized(record)).toMatchObject({
          kind: 'stage',
          stage: { activity: { operation: spec.name, family: spec.family } },
        })
      }),
    )
  })
})
