import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { ContainerClient } from '@azure/storage-blob'
import { PassThrough } from 'node:stream'
import { join } from 'node:path'
import type { Io } from '../../functions/cli/io'
import { replayAws } from '../../functions/cli/replay-aws'
import { replayAzure } from '../../functions/cli/replay-azure'
import { readQuarantined } from '../../shared/contracts/quarantined'
import { SELFTEST } from '../../shared/state/kinds'
import { heartbeatEvent, MACHINE, queueEvent, startSessionEvent } from '../support/aws-events'
import { startAwsWorld, TABLE, type AwsWorld } from '../support/aws-world'
import { activityLogRecord, message } from '../support/azure-events'
import { startAzureWorld, type AzureWorld } from '../support/azure-world'
import { olderContract } from '../support/older-contracts'

/*
 * What one half or program writes, as bytes, before the other that reads it: both built, as they are deployed. What
 * 0.1.0 wrote is read too, because the halves are upgraded apart.
 */

let aws: AwsWorld
let azure: AzureWorld
let before: NodeJS.ProcessEnv

beforeAll(async () => {
  ;[aws, azure] = await Promise.all([startAwsWorld(), startAzureWorld()])
  before = { ...process.env }
  Object.assign(process.env, aws.environment)
})

afterAll(async () => {
  for (const name of Object.keys(aws.environment)) delete process.env[name]
  Object.assign(process.env, before)
  await Promise.all([aws.stop(), azure.stop()])
})

afterEach(async () => {
  await aws.clear()
  await Promise.all([aws.alerts.read(), azure.alerts.read(), azure.digests.read()])
})

const io = (): Io => ({
  stdin: new PassThrough(),
  stdout: new PassThrough().resume(),
  stderr: new PassThrough().resume(),
  environment: azure.settings,
  color: false,
  interactive: false,
  width: 100,
  home: join(__dirname, '..', '..', 'dist'),
})

const tidy = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ')

describe('a trace', () => {
  const SAME = ['Same address in Azure: 192.0.2.10', 'Same person in Azure: alice@example.com']

  const expectRecognised = async (body: string): Promise<void> => {
    expect(await aws.deliver(queueEvent([body]))).toEqual({ batchItemFailures: [] })
    await aws.deliver(startSessionEvent(MACHINE, { role: 'InBoth', session: 'alice@example.com' }))
    const [mail] = await aws.alerts.read({ atLeast: 1 })
    for (const evidence of SAME) expect(tidy(mail?.body)).toContain(evidence)
  }

  it('of the function app is read by the Lambda', async () => {
    const sent = await azure.app.invokeEventHub('activityLog', [message(activityLogRecord())], {
      retryCount: 0,
      maxRetryCount: 5,
    })
    expect(sent).toMatchObject({ ok: true })
    const [published] = await azure.digests.read({ atLeast: 1 })
    await expectRecognised(published?.body ?? '')
  })

  it('of 0.1.0 is read by the Lambda', async () => {
    await expectRecognised(olderContract('trace', 'azure-person'))
  })
})

describe('a quarantined record in AWS', () => {
  const replay = (): Promise<number> =>
    replayAws(
      {
        topicArn: aws.topics.alerts,
        table: TABLE,
        quarantineQueueUrl: aws.queues.quarantine,
        failureQueueUrl: aws.queues.failures,
        region: 'us-east-1',
      },
      io(),
    )

  /** Replays what lies in quarantine, and expects the function to put the same record aside for the same reason. */
  const expectSameAgain = async (text: string): Promise<void> => {
    expect(await replay()).toBe(0)
    expect(await aws.peek(aws.queues.quarantine)).toEqual([])
    await aws.deliver(heartbeatEvent())
    const again = await aws.peek(aws.queues.quarantine)
    const [first, second] = [text, ...again].map((body) => readQuarantined(JSON.parse(body)))
    expect(again).toHaveLength(1)
    expect([second?.reason, second?.body]).toEqual([first?.reason, first?.body])
  }

  afterEach(async () => {
    await aws.sqs.send(new PurgeQueueCommand({ QueueUrl: aws.queues.quarantine }))
  })

  const poison = (text = ''): unknown => ({
    ...(startSessionEvent(MACHINE).detail as object),
    eventTime: 'yesterday',
    requestParameters: { target: MACHINE, reason: text },
  })

  it.each([
    ['plain', poison()],
    ['packed', poison('padded '.repeat(60_000))],
  ])('goes from the Lambda through the command line to the Lambda: %s', async (form, record) => {
    await aws.deliver({ ...startSessionEvent(MACHINE), detail: record })
    const [text = ''] = await aws.peek(aws.queues.quarantine)
    expect(Object.keys(JSON.parse(text) as object)).toContain(form === 'packed' ? 'packed' : 'body')
    await expectSameAgain(text)
  })

  it.each(['aws-rejected', 'aws-packed'])('of 0.1.0 does too: %s', async (name) => {
    const text = olderContract('quarantined', name)
    await aws.sqs.send(new SendMessageCommand({ QueueUrl: aws.queues.quarantine, MessageBody: text }))
    await expectSameAgain(text)
  })
})

describe('a quarantined record in Azure', () => {
  it('of 0.1.0 goes through the command line to the function app, and its alert is sent', async () => {
    const container = new ContainerClient(azure.storage.connectionString, 'quarantine')
    const text = olderContract('quarantined', 'azure-unprocessed')
    await container.getBlockBlobClient('2026/03/02/00000000000000000000000000000000.json').upload(text, text.length)
    const trigger = await azure.trigger()
    expect(await replayAzure({}, io())).toBe(0)
    const [mail] = await azure.alerts.read({ atLeast: 1 })
    await trigger.stop()
    expect(mail?.body).toContain('First Seen Caller')
    expect(await azure.blobs('quarantine')).toEqual([])
  })
})

describe('a self-test', () => {
  it('of the command line of 0.1.0 is done by the Lambda, which leaves the report that is waited for', async () => {
    const { Source, DetailType, Detail } = JSON.parse(olderContract('selftest', 'aws-bus-entry')) as Record<
      'Source' | 'DetailType' | 'Detail',
      string
    >
    await aws.deliver({ source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail) as unknown })
    const [mail] = await aws.alerts.read({ atLeast: 1 })
    expect(mail?.subject).toContain('[TEST]')
    const item = (await aws.items()).find(({ pk }) => pk?.S === 'selftest/00000000000000000000000000000001')
    const texts = Object.values(item ?? {}).flatMap(({ S }) => (S?.startsWith('{') === true ? [S] : []))
    expect(texts.map(SELFTEST.decode)).toEqual([
      { receivedAt: expect.any(Number), publishedAt: expect.any(Number), problem: null },
    ])
  })

  it('of the command line of 0.1.0 is done by the function app, which keeps the alert that is waited for', async () => {
    const sent = JSON.parse(olderContract('selftest', 'azure-message')) as { readonly mark: string }
    expect(await azure.app.invokeEventHub('activityLog', [sent], { retryCount: 0, maxRetryCount: 5 })).toMatchObject({
      ok: true,
    })
    expect((await azure.blobs('alerts')).map(({ name }) => name)).toContainEqual(
      expect.stringMatching(new RegExp(`^${sent.mark}/test-`)),
    )
  })
})
