import { Stack, Validations, type App } from 'aws-cdk-lib'
import { CfnTopic } from 'aws-cdk-lib/aws-sns'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { EVERYTHING, PLAIN } from './support/contexts'
import { synthesize, withApp } from './support/synthesize'

const CONTEXTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  plain: PLAIN,
  everything: EVERYTHING,
  'of GovCloud': {
    ...EVERYTHING,
    partition: 'aws-us-gov',
    region: 'us-gov-west-1',
    account: '123456789012',
    trailArn: 'arn:aws-us-gov:cloudtrail:us-gov-west-1:123456789012:trail/main',
  },
  'of China': {
    ...EVERYTHING,
    partition: 'aws-cn',
    region: 'cn-north-1',
    account: '123456789012',
    trailArn: 'arn:aws-cn:cloudtrail:cn-north-1:123456789012:trail/main',
  },
}

interface Acknowledged {
  readonly path: string
  readonly rule: string
  readonly reason: string
}

const acknowledgedIn = (app: App): readonly Acknowledged[] =>
  app.node.findAll().flatMap(({ node }) =>
    node.metadata.flatMap(({ type, data }) =>
      type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY
        ? Object.entries(data as Record<string, string>).map(([rule, reason]) => ({
            path: node.path,
            rule: rule.replace(/^annotation::/i, ''),
            reason,
          }))
        : [],
    ),
  )

/** Findings as if nothing had been acknowledged, `rule path`. */
const findingsIn = (app: App): readonly string[] => {
  const ignoring = jest.replaceProperty(Validations, 'ACKNOWLEDGED_RULES_METADATA_KEY' as never, 'nothing' as never)
  try {
    return [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) =>
      pack
        .validateScope(app)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
        ),
    )
  } finally {
    ignoring.restore()
  }
}

const states = Object.values(CONTEXTS).map((context) =>
  withApp(context, (app) => ({ acknowledged: acknowledgedIn(app), findings: findingsIn(app) })),
)

describe('the policy checks', () => {
  it('stop synth when something breaks them', () => {
    const withOpenTopic = (app: App): CfnTopic => {
      const topic = new CfnTopic(app.node.findChild('detector'), 'Open')
      app.synth()
      return topic
    }
    expect(() => withApp(PLAIN, withOpenTopic)).toThrow(/AwsSolutions-SNS3/)
  })

  it.each(Object.entries(CONTEXTS))('pass for a deployment %s', (_name, context) => {
    expect(Object.keys(synthesize(context))).toContain('detector')
  })

  it('warn of a deployment that mails to nobody', () => {
    const written = jest.spyOn(console, 'error').mockImplementation(() => {})
    try {
      synthesize({})
      expect(written).toHaveBeenCalledWith(expect.stringContaining('no alertEmail: nobody receives alerts'))
    } finally {
      written.mockRestore()
    }
  })

  it('find nothing but what has been acknowledged with a reason', () => {
    const reasons = states.flatMap(({ acknowledged }) => acknowledged)
    expect(reasons.length).toBeGreaterThan(20)
    expect(reasons.filter(({ reason }) => reason.length < 30)).toEqual([])
  })

  it('find everything that has been acknowledged, so that no reason outlives its cause', () => {
    const findings = states.flatMap((state) => state.findings)
    const stale = states
      .flatMap(({ acknowledged }) => acknowledged)
      .filter(({ path, rule }) => !findings.some((finding) => finding.startsWith(`${rule} ${path}`)))
    expect(stale).toEqual([])
  })
})

describe('the validation of CloudFormation itself', () => {
  it('accepts every template, circles included', () => {
    expect(Object.keys(synthesize(EVERYTHING, { validate: true })).toSorted()).toEqual([
      'detector',
      'forwarder',
      'global',
      'member',
    ])
  })
})

describe('the templates', () => {
  it('are the same at every synth, so that a second deployment changes nothing', () => {
    expect(synthesize(EVERYTHING)).toEqual(synthesize(EVERYTHING))
  })

  it('stand alone: none refers to another', () => {
    withApp(EVERYTHING, (app) => {
      app.synth()
      expect(
        app.node.children
          .filter((child): child is Stack => child instanceof Stack)
          .flatMap((stack) => stack.dependencies),
      ).toEqual([])
    })
  })
})
