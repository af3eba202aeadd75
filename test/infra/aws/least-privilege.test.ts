import { EVERYTHING, PLAIN } from './support/contexts'
import { grantsOf, roleStatements } from './support/policies'
import { HERE, resolveTemplate } from './support/resolve-template'
import { synthesize } from './support/synthesize'

const BUS = 'arn:aws:events:eu-west-1:123456789012:event-bus/Runwarden-prod-central'
const DETECTOR = 'arn:aws:iam::123456789012:role/Runwarden-prod-detector-eu-west-1'
const everything = synthesize(EVERYTHING)
const deployed = { ...HERE, parameters: { CentralBusArn: BUS, DetectorRoleArn: DETECTOR } }
const templates = Object.entries(everything).map(
  ([stack, template]) => [stack, resolveTemplate(template, deployed)] as const,
)
const detector = resolveTemplate(everything['detector']!)
const plain = resolveTemplate(synthesize(PLAIN)['detector']!)
const ROLE = 'Runwarden-prod-detector-eu-west-1'

const READS = 'ssm:DescribeAssociation ssm:GetAutomationExecution ssm:GetDocument ssm:GetMaintenanceWindowTask'.split(
  ' ',
)
const CONSUME =
  'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage'.split(' ')
const RETRY = ['sqs:DeleteMessage', 'sqs:ReceiveMessage']

describe.each(templates)('roles of stack %s', (_stack, template) => {
  const statements = roleStatements(template)

  it('are granted no action by a wildcard', () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([])
  })

  it('have every resource only where the call has no resource level', () => {
    const everywhere = statements.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions)
    const noResourceLevel = [
      'cloudtrail:DescribeTrails',
      'ssm:DescribeInstanceInformation',
      'ssm:ListCommandInvocations',
      'ssm:ListCommands',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]
    expect(everywhere.filter((action) => !noResourceLevel.includes(action))).toEqual([])
  })
})

/** Physical names end with a part that CloudFormation makes up. */
const withoutSuffix = (
  grants: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(grants).map(([resource, actions]) => [resource.replace(/[0-9A-F]{8}-1A2B3C4D5E6F7/, ''), actions]),
  )

describe('the role of the function', () => {
  it('has exactly these grants', () => {
    expect(withoutSuffix(grantsOf(plain, ROLE))).toEqual({
      '*': [
        'cloudtrail:DescribeTrails',
        'ssm:DescribeInstanceInformation',
        'ssm:ListCommandInvocations',
        'ssm:ListCommands',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ],
      'arn:aws:cloudtrail:*:*:trail/*': ['cloudtrail:GetTrailStatus'],
      'arn:aws:dynamodb:eu-west-1:123456789012:table/Runwarden-prod-StateTable': [
        'dynamodb:BatchGetItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      'arn:aws:ec2:*:123456789012:instance/*': READS,
      'arn:aws:logs:eu-west-1:123456789012:log-group:Runwarden-prod-DetectorLogs:*': [
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts': ['sns:Publish'],
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-operations': ['sns:Publish'],
      'arn:aws:sqs:eu-west-1:123456789012:Runwarden-prod-QueuesDigests': CONSUME,
      'arn:aws:sqs:eu-west-1:123456789012:Runwarden-prod-QueuesFunctionFailures': [...RETRY, 'sqs:SendMessage'],
      'arn:aws:sqs:eu-west-1:123456789012:Runwarden-prod-QueuesQuarantine': ['sqs:SendMessage'],
      'arn:aws:sqs:eu-west-1:123456789012:Runwarden-prod-QueuesRuleFailures': RETRY,
      'arn:aws:ssm:*:*:document/*': READS,
      'arn:aws:ssm:*:123456789012:association/*': READS,
      'arn:aws:ssm:*:123456789012:automation-execution/*': READS,
      'arn:aws:ssm:*:123456789012:maintenancewindow/*': READS,
      'arn:aws:ssm:*:123456789012:managed-instance/*': READS,
    })
  })

  it('gains only what further settings need', () => {
    const before = withoutSuffix(grantsOf(plain, ROLE))
    const gained = Object.entries(withoutSuffix(grantsOf(detector, ROLE))).filter(
      ([resource, actions]) => JSON.stringify(before[resource]) !== JSON.stringify(actions),
    )
    expect(Object.fromEntries(gained)).toEqual({
      'arn:aws:cloudtrail:eu-west-1:123456789012:trail/main': ['cloudtrail:GetTrailStatus'],
      'arn:aws:iam::*:role/runwarden-reader': ['sts:AssumeRole'],
      'arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000001': expect.arrayContaining([
        'kms:Decrypt',
        'kms:GenerateDataKey',
      ]),
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts-chat': ['sns:Publish'],
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts-json': ['sns:Publish'],
      'arn:aws:ssm:eu-west-1:123456789012:parameter/runwarden/prod/suppressions': ['ssm:GetParameter'],
    })
  })

  it('loses the status of any trail when one is named', () => {
    expect(grantsOf(detector, ROLE)).not.toHaveProperty(['arn:aws:cloudtrail:*:*:trail/*'])
  })
})
