import { compileGlobs } from '../../../shared/config/glob'
import { AWS_OPERATIONS } from '../../../shared/providers/aws/operations'
import { EVERYTHING, LONGEST, PLAIN } from './support/contexts'
import { deliveredBy, eventOf, rulesOf, type Json } from './support/delivery'
import { grantsOf } from './support/policies'
import { HERE, resolveTemplate, resourcesOf } from './support/resolve-template'
import { synthesize, type Template } from './support/synthesize'

const BUS = 'arn:aws:events:eu-west-1:123456789012:event-bus/Runwarden-prod-central'
const MEMBER = {
  account: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  parameters: {
    CentralBusArn: BUS,
    DetectorRoleArn: 'arn:aws:iam::123456789012:role/Runwarden-prod-detector-eu-west-1',
  },
}

const synthesized = synthesize(PLAIN)
const full = synthesize(EVERYTHING)
const forwarder = resolveTemplate(synthesized['forwarder']!, MEMBER)
const global = resolveTemplate(synthesized['global']!, MEMBER)
const centre = resolveTemplate(full['detector']!)
const member = resolveTemplate(full['member']!, MEMBER)

const SAMPLES: Readonly<Record<string, Json>> = {
  'ec2:ModifyInstanceAttribute': { userData: 'x' },
  'ec2:CreateLaunchTemplate': { CreateLaunchTemplateRequest: { LaunchTemplateData: { UserData: 'x' } } },
  'ec2:CreateLaunchTemplateVersion': { CreateLaunchTemplateVersionRequest: { LaunchTemplateData: { UserData: 'x' } } },
}

const event = (operation: string): Json => {
  const [service = '', eventName = ''] = operation.split(':')
  return eventOf(
    {
      eventSource: `${service}.amazonaws.com`,
      eventName: service === 'lambda' ? `${eventName}20150331` : eventName,
      userIdentity: { type: 'IAMUser' },
      requestParameters: SAMPLES[operation] ?? {},
    },
    MEMBER.account,
  )
}

const watched = AWS_OPERATIONS.filter(
  ({ name, family }) => family !== 'discovery' && !name.startsWith('dynamodb:'),
).map(({ name }) => name)

describe.each(['forwarder', 'global', 'member'])('template %s', (stack) => {
  const longest = synthesize(LONGEST)[stack]!

  it('can be given to a StackSet: no assets, no bootstrap, no metadata of the CDK, not too large', () => {
    expect(Object.keys(longest.Parameters ?? {})).not.toContain('BootstrapVersion')
    expect(longest).not.toHaveProperty('Rules')
    expect(Object.values(longest.Resources).map(({ Type }) => Type)).not.toContain('AWS::CDK::Metadata')
    expect(JSON.stringify(longest)).not.toContain('cdk-hnb659fds')
    expect(JSON.stringify(longest, null, 1).length).toBeLessThan(51_200)
  })

  it('names no account of its own and takes nothing from another stack', () => {
    expect(JSON.stringify(full[stack])).not.toMatch(/\d{12}/)
    expect(JSON.stringify(full[stack])).not.toContain('Fn::ImportValue')
  })
})

describe('the forwarder', () => {
  const rules = rulesOf(forwarder)

  it.each(watched)('sends %s on, once', (operation) => {
    expect(deliveredBy(rules, event(operation))).toHaveLength(1)
  })

  it('sends on what guests say, native events and roles taken from other accounts', () => {
    expect(deliveredBy(rules, { source: 'runwarden.endpoint', 'detail-type': 'Process', detail: {} })).toEqual([
      'Runwarden-prod-forwarder-endpoint',
    ])
    expect(
      deliveredBy(rules, { source: 'aws.ssm', 'detail-type': 'EC2 Command Status-change Notification', detail: {} }),
    ).toEqual(['Runwarden-prod-forwarder-ssm-native'])
    const assumed = (accountId: string): Json =>
      eventOf(
        {
          eventSource: 'sts.amazonaws.com',
          eventName: 'AssumeRole',
          readOnly: true,
          userIdentity: { type: 'AWSAccount', accountId },
        },
        MEMBER.account,
      )
    expect(deliveredBy(rules, assumed('444455556666'))).toEqual(['Runwarden-prod-forwarder-sts-foreign-roles'])
    expect(deliveredBy(rules, assumed(MEMBER.account))).toEqual([])
  })

  it('leaves the reads of the detector alone, in this account and through its role there', () => {
    const reads = rulesOf(resolveTemplate(full['forwarder']!, MEMBER))
    const read = (role: string): Json =>
      eventOf({
        eventSource: 'ssm.amazonaws.com',
        eventName: 'ListCommands',
        readOnly: true,
        userIdentity: {
          type: 'AssumedRole',
          sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${MEMBER.account}:role/${role}` } },
        },
      })
    expect(deliveredBy(reads, read('someone'))).toHaveLength(1)
    expect(deliveredBy(reads, read('runwarden-reader'))).toEqual([])
    expect(deliveredBy(reads, read('Runwarden-prod-detector-eu-west-1'))).toEqual([])
  })

  it('keeps what it could not send, and says so on the same way', () => {
    expect(
      rules
        .flatMap(({ targets }) => targets)
        .filter((target) => !JSON.stringify(target['DeadLetterConfig']).includes('Failures')),
    ).toEqual([])
    const [alarm] = resourcesOf(forwarder, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties)
    const change = (value: string): Json => ({
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      detail: { alarmName: alarm?.['AlarmName'], state: { value } },
    })
    expect(deliveredBy(rules, change('ALARM'))).toEqual(['Runwarden-prod-forwarder-alarms'])
    expect(deliveredBy(rules, change('OK'))).toEqual([])
    expect(deliveredBy(rulesOf(centre), change('ALARM'), 'Runwarden-prod-central')).toEqual([
      'Runwarden-prod-central-alarms',
    ])
  })

  it('may do nothing but send to the central bus', () => {
    expect(grantsOf(forwarder, 'Runwarden-prod-forwarder-us-east-1')).toEqual({ [BUS]: ['events:PutEvents'] })
    expect(
      rules.flatMap(({ targets }) => targets.map(({ Arn, RoleArn }) => `${String(Arn)} ${String(RoleArn)}`)),
    ).toEqual(rules.map(() => `${BUS} arn:aws:iam::111122223333:role/Runwarden-prod-forwarder-us-east-1`))
  })

  it('takes only the central bus of its own stage', () => {
    const pattern = new RegExp(
      `^(?:${String(synthesized['forwarder']?.Parameters?.['CentralBusArn']?.['AllowedPattern'])})$`,
    )
    expect(pattern.test(BUS)).toBe(true)
    expect(pattern.test(BUS.replace('Runwarden-prod', 'Runwarden-test'))).toBe(false)
    expect(pattern.test('arn:aws:events:eu-west-1:123456789012:event-bus/default')).toBe(false)
  })
})

describe('the forwarder of global services', () => {
  it('sends on IAM and STS, and nothing that other Regions have too', () => {
    const rules = rulesOf(global)
    for (const operation of watched)
      expect(deliveredBy(rules, event(operation)).length).toBe(operation.startsWith('iam:') ? 1 : 0)
    expect(rules.map(({ name }) => name).toSorted()).toEqual([
      'Runwarden-prod-global-alarms',
      'Runwarden-prod-global-iam',
      'Runwarden-prod-global-sts-foreign-roles',
    ])
  })

  it('stands beside the other forwarder in one account without a clash of names', () => {
    const namesOf = (template: Template): readonly string[] => [
      ...rulesOf(template).map(({ name }) => name),
      ...resourcesOf(template, 'AWS::IAM::Role').map(([, { Properties }]) => String(Properties['RoleName'])),
    ]
    expect(namesOf(global).filter((name) => namesOf(forwarder).includes(name))).toEqual([])
  })

  it('is not made for China, whose Regions cannot send to each other', () => {
    expect(Object.keys(synthesize({ ...PLAIN, partition: 'aws-cn' })).toSorted()).toEqual(['detector', 'forwarder'])
    expect(Object.keys(synthesized).toSorted()).toEqual(['detector', 'forwarder', 'global'])
  })
})

describe('the policy of the central bus', () => {
  interface Statement {
    readonly Principal: unknown
    readonly Action: string
    readonly Resource: string
    readonly Condition: {
      readonly ArnLike: { readonly 'aws:PrincipalArn': readonly string[] }
      readonly StringEquals?: Json
    }
  }
  const statements = resourcesOf(centre, 'AWS::Events::EventBusPolicy').map(
    ([, { Properties }]) => Properties['Statement'] as Statement,
  )

  it('lets in the organization and the accounts that are named, nobody without them', () => {
    expect(
      statements.map(({ Principal, Action, Resource, Condition: { StringEquals } }) => ({
        Principal,
        Action,
        Resource,
        StringEquals,
      })),
    ).toEqual([
      {
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: BUS,
        StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
      },
      {
        Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::444455556666:root'] },
        Action: 'events:PutEvents',
        Resource: BUS,
        StringEquals: undefined,
      },
    ])
    expect(resourcesOf(synthesized['detector']!, 'AWS::Events::EventBusPolicy')).toEqual([])
  })

  it('lets in the roles of forwarders alone', () => {
    const roles = [forwarder, global].flatMap((template) =>
      resourcesOf(template, 'AWS::IAM::Role').map(
        ([, { Properties }]) => `arn:aws:iam::${MEMBER.account}:role/${String(Properties['RoleName'])}`,
      ),
    )
    for (const { Condition } of statements) {
      const admits = compileGlobs(Condition.ArnLike['aws:PrincipalArn'])
      expect(roles.map(admits)).toEqual([true, true])
      expect(admits(`arn:aws:iam::${MEMBER.account}:role/somebody`)).toBe(false)
    }
  })
})

describe('the role in a member account', () => {
  const [role] = resourcesOf(member, 'AWS::IAM::Role').map(([, { Properties }]) => Properties)

  it('is made only when it has a name, and only the detector may take it', () => {
    expect(synthesized).not.toHaveProperty('member')
    expect(role?.['RoleName']).toBe('runwarden-reader')
    expect(role?.['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: MEMBER.parameters.DetectorRoleArn } }],
    })
  })

  it('reads what the function reads in its own account, and nothing else', () => {
    const here = grantsOf(
      resolveTemplate(full['detector']!, { ...HERE, account: MEMBER.account }),
      'Runwarden-prod-detector-eu-west-1',
    )
    const there = grantsOf(member, 'runwarden-reader')
    expect(
      Object.values(there)
        .flat()
        .filter((action) => !/^ssm:(?:List|Get|Describe)/.test(action)),
    ).toEqual([])
    for (const [resource, actions] of Object.entries(there))
      expect(here[resource]).toEqual(expect.arrayContaining([...actions]))
  })

  it('trusts only a role of Runwarden', () => {
    const pattern = new RegExp(`^(?:${String(full['member']?.Parameters?.['DetectorRoleArn']?.['AllowedPattern'])})$`)
    expect(pattern.test(MEMBER.parameters.DetectorRoleArn)).toBe(true)
    expect(pattern.test('arn:aws:iam::123456789012:role/Admin')).toBe(false)
  })
})
