import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { UsageError, type Io } from '../io'

/** Where a deployed installation is found: a file of its stack's outputs, and flags that go before it. */
export interface InstallationOptions {
  readonly outputs?: string
  readonly stack?: string
  readonly topicArn?: string
  readonly table?: string
  readonly quarantineQueueUrl?: string
  readonly failureQueueUrl?: string
  readonly region?: string
}

/** What a verb may need of an installation, with the output of infra/aws and the flag that name it. */
const PARTS = {
  topicArn: {
    output: 'AlertsTopicArn',
    flag: '--topic-arn',
    form: /^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/,
    expected: 'the ARN of an SNS topic',
  },
  table: { output: 'TableName', flag: '--table', form: /^[\w.-]{3,255}$/, expected: 'the name of a DynamoDB table' },
  quarantineQueueUrl: {
    output: 'QuarantineQueueUrl',
    flag: '--quarantine-queue-url',
    form: /^https?:\/\/\S+$/,
    expected: 'the address of an SQS queue',
  },
  failureQueueUrl: {
    output: 'FunctionFailuresQueueUrl',
    flag: '--failure-queue-url',
    form: /^https?:\/\/\S+$/,
    expected: 'the address of an SQS queue',
  },
} as const

type Part = keyof typeof PARTS

export type Installation<P extends Part> = Readonly<Record<P | 'region', string>>

type Outputs = Readonly<Record<string, string>>

/** Written by `npm run deploy:aws`. */
const OUTPUTS_FILE = 'cdk.out/outputs.json'

/**
 * The parts of the installation that a verb needs. Throws a UsageError that names everything missing at once. Without a
 * Region the one in the topic's ARN or in the queue's address is taken.
 */
export const findInstallation = async <P extends Part>(
  needed: readonly P[],
  options: InstallationOptions,
  io: Io,
): Promise<Installation<P>> => {
  const outputs = await outputsOf(needed, options, io)
  const found = Object.fromEntries(needed.map((part) => [part, options[part] ?? outputs[PARTS[part].output]]))
  const region =
    options.region ??
    regionIn(Object.values({ ...found, ...outputs })) ??
    io.environment['AWS_REGION'] ??
    io.environment['AWS_DEFAULT_REGION']
  const missing = [
    ...needed.filter((part) => found[part] === undefined).map((part) => PARTS[part].flag),
    ...(region === undefined ? ['--region'] : []),
  ]
  const problems = [
    ...(missing.length === 0
      ? []
      : [
          `which installation? got no ${missing.join(', ')}, expected these flags, or --outputs with the ` +
            `outputs of the stack: ${OUTPUTS_FILE}, or what aws cloudformation describe-stacks prints`,
        ]),
    ...needed.flatMap((part) => malformed(PARTS[part], found[part])),
    ...malformed(
      { flag: '--region', form: /^[a-z]{2,}(?:-[a-z]+)+-\d+$/, expected: 'a Region such as eu-west-1' },
      region,
    ),
  ]
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  return { ...found, region } as Installation<P>
}

const malformed = (
  { flag, form, expected }: { readonly flag: string; readonly form: RegExp; readonly expected: string },
  value: string | undefined,
): readonly string[] =>
  value === undefined || form.test(value)
    ? []
    : [`${flag}: got ${value}, expected ${expected}; correct it, or leave it out to take the stack's output`]

const outputsOf = async (needed: readonly Part[], options: InstallationOptions, io: Io): Promise<Outputs> => {
  if (options.outputs === undefined && needed.every((part) => options[part] !== undefined)) return {}
  const path = options.outputs ?? OUTPUTS_FILE
  const text = path === '-' ? await readAll(io) : await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    if (options.outputs === undefined) return {}
    throw new UsageError(`--outputs ${path}: cannot be read, expected a file of stack outputs`)
  }
  return chosen(stacksIn(text, path), options.stack)
}

const readAll = async (io: Io): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks).toString('utf8')
}

const described = v.object({
  Stacks: v.array(
    v.object({
      StackName: v.string(),
      Outputs: v.optional(v.array(v.object({ OutputKey: v.string(), OutputValue: v.string() })), []),
    }),
  ),
})

const written = v.record(v.string(), v.record(v.string(), v.string()))

/** Outputs by stack, as the CDK writes them to a file or as CloudFormation describes them. */
const stacksIn = (text: string, path: string): Readonly<Record<string, Outputs>> => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.union([described, written])), text)
  if (!parsed.success)
    throw new UsageError(
      `--outputs ${path}: got something else, expected the file that npm run deploy:aws writes, or what aws ` +
        'cloudformation describe-stacks prints',
    )
  const { output } = parsed
  return isDescribed(output)
    ? Object.fromEntries(
        output.Stacks.map(({ StackName, Outputs }) => [
          StackName,
          Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
        ]),
      )
    : output
}

const isDescribed = (
  output: v.InferOutput<typeof described> | v.InferOutput<typeof written>,
): output is v.InferOutput<typeof described> => Array.isArray(output['Stacks'])

/** The one stack that holds a detector; with several it must be named. */
const chosen = (stacks: Readonly<Record<string, Outputs>>, name: string | undefined): Outputs => {
  const detectors = Object.entries(stacks).filter(([stack, outputs]) =>
    name === undefined ? outputs[PARTS.table.output] !== undefined : stack === name,
  )
  const [first, second] = detectors
  if (first === undefined)
    throw new UsageError(
      `no ${name === undefined ? 'stack of a detector' : `stack ${name}`} among the outputs: ` +
        `got ${Object.keys(stacks).join(', ') || 'none'}`,
    )
  if (second !== undefined)
    throw new UsageError(
      `several installations among the outputs: got ${detectors.map(([stack]) => stack).join(', ')}, expected ` +
        '--stack with one of them',
    )
  return first[1]
}

const regionIn = (values: readonly (string | undefined)[]): string | undefined =>
  values
    .map(
      (value) =>
        /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(value ?? '')?.[1] ??
        /^https:\/\/sqs\.([a-z0-9-]+)\./.exec(value ?? '')?.[1],
    )
    .find((region) => region !== undefined)
