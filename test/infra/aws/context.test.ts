import { App } from 'aws-cdk-lib'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { SETTINGS } from '../../../shared/config/settings'
import { ContextError } from '../../../infra/aws/context/context-error'
import { DEPLOYMENT_KEYS } from '../../../infra/aws/context/deployment-keys'
import { readContext } from '../../../infra/aws/context/read-context'
import { GENERATED_BYTES } from '../../../infra/aws/context/settings-environment'
import { addRunwarden } from '../../../infra/aws/runwarden-app'
import { EVERYTHING, LONGEST } from './support/contexts'
import { HERE, resolveTemplate, resourcesOf } from './support/resolve-template'
import { synthesize } from './support/synthesize'

type Context = Readonly<Record<string, unknown>>

const problemsOf = (context: Context): readonly string[] => readContext(context).problems.map(({ name }) => name)

/** `count` suppressions of about 100 bytes each. */
const suppressions = (count: number): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({
      caller: `aws:123456789012:role/deployer-number-${index}`,
      reason: 'nightly deployment',
      until: '2027-01-01T00:00:00Z',
    })),
  )

const BAD: readonly (readonly [name: string, context: Context, problem: string, message: RegExp])[] = [
  ['a misspelled key', { alertMail: 'me@example.com' }, 'alertMail', /did you mean alertEmail\?/],
  ['a misspelled setting', { minSeverty: 'low' }, 'minSeverty', /did you mean minSeverity\?/],
  ['a key that resembles nothing', { colour: 'blue' }, 'colour', /docs\/reference\/settings\.md;/],
  [
    'a severity that does not exist',
    { minSeverity: 'urgent' },
    'minSeverity',
    /expected one of .*; correct minSeverity/,
  ],
  ['a number out of range', { massTargets: 0 }, 'massTargets', /whole number from 1 to 500/],
  ['a list that is no JSON', { knownAdmins: 'alice' }, 'knownAdmins', /JSON array/],
  ['a suppression without a reason', { suppressions: [{ caller: '*' }] }, 'suppressions', /reason/],
  [
    'a suppression for a change window that does not exist',
    { suppressions: [{ caller: '*', reason: 'x', until: '2027-01-01T00:00:00Z', changeWindow: 'nightly' }] },
    'suppressions',
    /nightly/,
  ],
  ['a mail address without a host', { alertEmail: 'me' }, 'alertEmail', /a mail address/],
  ['one bad address among good ones', { operationsEmail: 'a@example.com, b' }, 'operationsEmail', /not "b"/],
  ['a switch that is neither on nor off', { kms: 'yes' }, 'kms', /true or false/],
  ['a stage that is too long for names', { stage: 'a-very-long-stage' }, 'stage', /2 to 12 lower-case letters/],
  ['a retention that CloudWatch does not know', { logRetentionDays: 100 }, 'logRetentionDays', /one of 1, 3, 5/],
  ['a trail by its name', { trailArn: 'main' }, 'trailArn', /the ARN of a CloudTrail trail/],
  [
    'a trail of another partition',
    { trailArn: 'arn:aws-cn:cloudtrail:cn-north-1:123456789012:trail/main' },
    'trailArn',
    /one of partition aws/,
  ],
  ['a Region of another partition', { region: 'cn-north-1', partition: 'aws' }, 'region', /one of partition aws/],
  [
    'a policy by its ARN',
    { permissionsBoundary: 'arn:aws:iam::123456789012:policy/x' },
    'permissionsBoundary',
    /the name of an IAM policy/,
  ],
  ['tags that are no object', { tags: ['a'] }, 'tags', /every tag value must be a text/],
  ['an account that is too short', { memberAccounts: '12345' }, 'memberAccounts', /12-digit account id/],
  [
    'a concurrency of nothing, which would stop the function',
    { reservedConcurrency: 0 },
    'reservedConcurrency',
    /whole number from 1 to 1000/,
  ],
  ['a table, which the stack makes', { table: 'mine' }, 'table', /the stack writes it/],
  [
    'a topic, which the stack makes',
    { topicArn: 'arn:aws:sns:eu-west-1:123456789012:mine' },
    'topicArn',
    /the stack writes it/,
  ],
  ['a setting of the other half', { awsAudience: 'api://x' }, 'awsAudience', /the Azure half/],
  [
    'a file, which the function has not',
    { suppressions: 'file:suppressions.json' },
    'suppressions',
    /ssm:\/runwarden\/prod\/suppressions/,
  ],
  ['a parameter without a slash', { knownAdmins: 'ssm:admins' }, 'knownAdmins', /ssm: and the path of a parameter/],
  ['a parameter for a plain value', { minSeverity: 'ssm:/runwarden/severity' }, 'minSeverity', /give the value itself/],
  [
    'an Azure tenant alone',
    { 'azure.tenantId': '00000000-0000-0000-0000-000000000010' },
    'azure.audience',
    /add the audience/,
  ],
  [
    'an Azure audience alone',
    { 'azure.audience': 'api://x', 'azure.identityObjectId': '00000000-0000-0000-0000-000000000011' },
    'azure.tenantId',
    /azure\.providerArn for a provider that exists/,
  ],
  [
    'more deployers than an event pattern holds',
    { deployers: Array.from({ length: 30 }, (_, index) => `aws:123456789012:role/deployer-${index}`) },
    'deployers',
    /name several callers by one glob/,
  ],
]

describe('readContext', () => {
  it.each(BAD)('names %s', (_name, context, problem, message) => {
    const found = readContext(context).problems.filter(({ name }) => name === problem)
    expect(found).toHaveLength(1)
    expect(new ContextError(found).message).toMatch(message)
  })

  it('accepts everything that can be set at once', () => {
    expect(problemsOf(EVERYTHING)).toEqual([])
  })

  it('takes an existing provider in place of a tenant, never both', () => {
    const provider = {
      'azure.providerArn': 'arn:aws:iam::123456789012:oidc-provider/sts.windows.net/x/',
      'azure.audience': 'api://x',
      'azure.identityObjectId': '00000000-0000-0000-0000-000000000011',
    }
    expect(problemsOf(provider)).toEqual([])
    expect(problemsOf({ ...provider, 'azure.tenantId': '00000000-0000-0000-0000-000000000010' })).toEqual([
      'azure.providerArn',
    ])
  })

  it.each([
    ['actionGroupUrl', 'actionGroupId', /the Azure half/],
    ['clientId', 'identityClientId', /the stack writes it/],
  ])('takes %s of 0.1.0 for %s and says what to write', (old, key, reason) => {
    const { deployment, problems } = readContext({ [old]: '/subscriptions/x' })
    expect(deployment.notices).toEqual([`${old} is called ${key} now; write ${key} instead`])
    expect(problems.map(({ name }) => name)).toEqual([key])
    const { message } = new ContextError(problems, deployment.notices)
    expect(message).toMatch(reason)
    expect(message).toMatch(new RegExp(`\\n- notice: ${old} is called ${key} now; write ${key} instead$`))
    expect(readContext({ [key]: '/subscriptions/x' })).toMatchObject({ problems, deployment: { notices: [] } })
  })

  it('leaves the keys of the CDK alone', () => {
    expect(
      problemsOf({
        '@aws-cdk/aws-iam:minimizePolicies': true,
        'aws:cdk:enable-path-metadata': true,
        'cli-telemetry': false,
        'availability-zones:account=123456789012:region=eu-west-1': [],
      }),
    ).toEqual([])
  })

  it('reads the same from the command line and from cdk.json', () => {
    const typed = readContext({
      alertEmail: ['a@example.com', 'b@example.com'],
      kms: true,
      massTargets: 5,
      knownAdmins: ['x'],
      tags: { a: 'b' },
    })
    const texts = readContext({
      alertEmail: 'a@example.com, b@example.com',
      kms: 'true',
      massTargets: '5',
      knownAdmins: '["x"]',
      tags: '{"a":"b"}',
    })
    expect(texts).toEqual(typed)
  })

  it('sends notices to those who receive alerts, unless others are named', () => {
    expect(readContext({ alertEmail: 'a@example.com' }).deployment.operationsEmail).toEqual(['a@example.com'])
    expect(
      readContext({ alertEmail: 'a@example.com', operationsEmail: 'b@example.com' }).deployment.operationsEmail,
    ).toEqual(['b@example.com'])
  })

  it.each([
    [{}, 'aws'],
    [{ region: 'eu-west-1' }, 'aws'],
    [{ region: 'us-gov-east-1' }, 'aws-us-gov'],
    [{ region: 'cn-northwest-1' }, 'aws-cn'],
    [{ partition: 'aws-cn' }, 'aws-cn'],
  ])('finds the partition of %j', (context, partition) => {
    expect(readContext(context).deployment.partition).toBe(partition)
  })

  it('checks suppressions even when their change windows stand in a parameter', () => {
    const named = { caller: '*', reason: 'x', until: '2027-01-01T00:00:00Z', changeWindow: 'nightly' }
    expect(problemsOf({ suppressions: [named], changeWindows: 'ssm:/runwarden/windows' })).toEqual([])
    expect(
      problemsOf({ suppressions: [{ ...named, until: 'never' }], changeWindows: 'ssm:/runwarden/windows' }),
    ).toEqual(['suppressions'])
  })

  it('never takes one key for a setting and for the deployment', () => {
    expect(Object.keys(DEPLOYMENT_KEYS).filter((key) => key in SETTINGS)).toEqual([])
  })
})

describe('the 4 KB that an environment may have', () => {
  it('are kept by naming the longest list that must move, and how', () => {
    const [problem, ...others] = readContext({ suppressions: suppressions(30), knownAdmins: ['alice'] }).problems
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      name: 'suppressions',
      doThis:
        'put the value into an SSM parameter and set suppressions to its path, such as ' +
        'ssm:/runwarden/prod/suppressions',
    })
  })

  it('are kept by naming several lists, the longest first, when one is not enough', () => {
    expect(
      problemsOf({
        suppressions: suppressions(30),
        knownAdmins: Array.from({ length: 200 }, (_, index) => `aws:123456789012:user/admin-${index}`),
      }),
    ).toEqual(['knownAdmins', 'suppressions'])
  })

  it('hold a list in a parameter, however long it is there', () => {
    expect(problemsOf({ suppressions: 'ssm:/runwarden/prod/suppressions' })).toEqual([])
  })

  it('are enough for what the stack itself writes, with the longest names there are', () => {
    const regions = ['us-gov-west-1', 'ap-southeast-2', 'cn-northwest-1']
    const template = synthesize({ ...LONGEST, suppressions: [] })['detector']!
    for (const region of regions) {
      const [, detector] = resourcesOf(
        resolveTemplate(template, { ...HERE, region, partition: 'aws-us-gov' }),
        'AWS::Lambda::Function',
      )[0]!
      const { Variables } = detector.Properties['Environment'] as {
        readonly Variables: Readonly<Record<string, string>>
      }
      const written = Object.fromEntries(
        Object.entries(Variables).filter(([name]) =>
          Object.values(SETTINGS).some((row) => row.name === name && (row.generated || name.endsWith('TOPIC_ARN'))),
        ),
      )
      expect(Object.keys(written).length).toBeGreaterThan(8)
      expect(JSON.stringify(written).length).toBeLessThan(GENERATED_BYTES)
    }
    expect(GENERATED_BYTES).toBeLessThan(4_096 / 2)
  })
})

describe('synth', () => {
  const stop = (context: Context, bundleFolder: string): unknown => {
    try {
      return addRunwarden(new App({ context: { ...context } }), bundleFolder)
    } catch (error) {
      return error
    }
  }

  it('stops with every problem at once, the missing function among them', () => {
    const error = stop(
      Object.assign({}, ...BAD.map(([, context]) => context)) as Context,
      'no/such/folder',
    ) as ContextError
    expect(error).toBeInstanceOf(ContextError)
    const [count, ...lines] = error.message.split('\n')
    const named = lines.map((text) => text.slice(2, text.indexOf(':')))
    expect(named).toEqual(
      expect.arrayContaining([
        'alertMail',
        'minSeverty',
        'colour',
        'massTargets',
        'kms',
        'stage',
        'table',
        'topicArn',
        'awsAudience',
        'no/such/folder/index.js',
      ]),
    )
    expect(count).toBe(`${lines.length} problems in the settings of the deployment (cdk.json or -c key=value)`)
  })

  it('says how to build the function that is missing', () => {
    expect((stop({}, 'no/such/folder') as Error).message).toBe(
      '1 problem in the settings of the deployment (cdk.json or -c key=value)\n- no/such/folder/index.js: got no ' +
        'such file; expected the built function; run npm run build first',
    )
  })
})

describe('the app', () => {
  it('prints what is wrong with the settings, and nothing of its own insides', () => {
    const app = join(__dirname, '..', '..', '..', 'infra', 'aws', 'app.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', app], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], CDK_CONTEXT_JSON: JSON.stringify({ alertEmail: 'nobody', massTargets: 0 }) },
    })
    expect([status, stdout]).toEqual([1, ''])
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual([
      '2 problems in the settings of the deployment (cdk.json or -c key=value)',
      '- alertEmail',
      '- massTargets',
    ])
  })
})
