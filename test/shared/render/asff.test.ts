import * as fc from 'fast-check'
import { asffFinding, type AsffContext } from '../../../shared/render/asff'
import { jsonText } from '../../../shared/render/json-text'
import { expectGolden } from './golden'
import { anyAlert, HIDDEN } from './hostile'
import { alertOf, CONTEXT, finding } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

const HUB: AsffContext = {
  ...CONTEXT,
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  updatedAt: '2026-01-10T03:14:09.000Z',
}

/** Required members: https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html */
const REQUIRED = [
  'AwsAccountId',
  'CreatedAt',
  'Description',
  'GeneratorId',
  'Id',
  'ProductArn',
  'Resources',
  'SchemaVersion',
  'Severity',
  'Title',
  'Types',
  'UpdatedAt',
]

interface Finding {
  readonly Title: string
  readonly Description: string
  readonly Resources: readonly { readonly Id: string; readonly Type: string }[]
  readonly ProductFields: Readonly<Record<string, string>>
}

describe('asffFinding', () => {
  it('looks as it always did', () => {
    expectGolden(
      'asff.json',
      `${jsonText(
        Object.values(SAMPLES).map((alert) => asffFinding(alert, HUB)),
        1,
      )}\n`,
    )
  })

  it.each(Object.entries(SAMPLES))('has every required member: %s', (_, alert) => {
    expect(Object.keys(asffFinding(alert, HUB))).toEqual(expect.arrayContaining(REQUIRED))
  })

  it('keeps its id over every delivery about one activity', () => {
    const first = asffFinding(alertOf(), HUB)
    const update = asffFinding(alertOf({ kind: 'update', severity: 'critical' }), {
      ...HUB,
      updatedAt: '2026-01-10T04:00:00.000Z',
    })
    expect(update['Id']).toBe(first['Id'])
    expect(update).toMatchObject({
      UpdatedAt: '2026-01-10T04:00:00.000Z',
      CreatedAt: '2026-01-10T03:14:07.123Z',
      Severity: { Label: 'CRITICAL' },
    })
  })

  it.each<[name: string, id: string, type: string, resource: string]>([
    [
      'an instance',
      'i-0123456789abcdef0',
      'AwsEc2Instance',
      'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0',
    ],
    ['a hybrid machine', 'mi-0123456789abcdef0', 'Other', 'mi-0123456789abcdef0'],
    [
      'a container',
      'arn:aws:ecs:eu-west-1:123456789012:task/shop/1',
      'AwsEcsTask',
      'arn:aws:ecs:eu-west-1:123456789012:task/shop/1',
    ],
  ])('names %s as Security Hub knows it', (_, id, type, resource) => {
    expect(
      asffFinding(alertOf({ targets: { kind: 'listed', ids: [id], selectors: [], total: 1 } }), HUB)['Resources'],
    ).toMatchObject([{ Type: type, Id: resource, Region: 'eu-west-1', Partition: 'aws' }])
  })

  it('names the account where no machine is known', () => {
    expect(
      asffFinding(alertOf({ targets: { kind: 'unknown', ids: [], selectors: [], total: null } }), HUB)['Resources'],
    ).toMatchObject([{ Type: 'AwsAccount', Id: '123456789012' }])
  })

  it('is suppressed when every finding is', () => {
    expect(
      asffFinding(alertOf({ findings: [finding('cloud.x', 'low', 'x', [], { suppressed: 'patch day' })] }), HUB),
    ).toMatchObject({ Workflow: { Status: 'SUPPRESSED' } })
    expect(asffFinding(alertOf(), HUB)).toMatchObject({ Workflow: { Status: 'NEW' } })
  })

  it('keeps to the limits of the format, for any alert', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        const one = asffFinding(
          { ...alert, targets: { ...alert.targets, ids: Array.from({ length: 50 }, () => 'i-0') } },
          HUB,
        )
        const { Title, Description, Resources, ProductFields } = one as unknown as Finding
        expect(Title.length).toBeLessThanOrEqual(256)
        expect(Description.length).toBeLessThanOrEqual(1_024)
        expect(Resources.length).toBeLessThanOrEqual(32)
        expect(Object.keys(ProductFields).length).toBeLessThanOrEqual(50)
        expect(jsonText(one)).not.toMatch(HIDDEN)
        expect(new TextEncoder().encode(JSON.stringify(one)).length).toBeLessThan(240_000)
      }),
    )
  })
})
