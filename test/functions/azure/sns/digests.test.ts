import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { setTimeout as sleep } from 'node:timers/promises'
import { snsDigests } from '../../../../functions/azure/sns/digests'
import type { Activity } from '../../../../shared/model/activity'
import { agentProcess, azureActivity, azureUser, NOON } from '../../../support/activity'

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:digests'
const sns = mockClient(SNSClient)
const publisher = {
  client: async () => new SNSClient({ region: 'eu-west-1' }),
  guard: <T>(call: () => Promise<T>) => call(),
}
const person = azureActivity({ id: 'a-0' })

beforeEach(() => {
  sns.reset()
  sns.on(PublishBatchCommand).resolves({ Successful: [], Failed: [] })
})

const published = async (atLeast: number): Promise<readonly unknown[]> => {
  const entries = () =>
    sns
      .commandCalls(PublishBatchCommand)
      .flatMap(({ args }) =>
        (args[0].input.PublishBatchRequestEntries ?? []).map(({ Message }) => JSON.parse(Message ?? '') as unknown),
      )
  while (entries().length < atLeast) await sleep(1)
  return entries()
}

describe('snsDigests', () => {
  it('tells who, from where and what, in the form the AWS half reads', async () => {
    const digests = snsDigests(publisher, TOPIC)
    digests.offer(person, 64_496)
    expect(await published(1)).toEqual([
      {
        schema: 'runwarden.digest/1',
        id: 'a-0',
        at: NOON,
        human: 'alice@example.com',
        address: '192.0.2.10',
        asn: 64_496,
        family: 'command',
      },
    ])
  })

  it('sends ten at a time, in order', async () => {
    const digests = snsDigests(publisher, TOPIC)
    for (let number = 0; number < 25; number++) digests.offer({ ...person, id: String(number) }, null)
    expect((await published(25)).map((digest) => (digest as { id: string }).id)).toEqual(
      Array.from({ length: 25 }, (_, number) => String(number)),
    )
    expect(
      sns
        .commandCalls(PublishBatchCommand)
        .every(({ args }) => (args[0].input.PublishBatchRequestEntries ?? []).length <= 10),
    ).toBe(true)
  })

  it.each<[string, Activity]>([
    [
      'an application without an address',
      azureActivity({ actor: azureUser({ human: false }), source: { kind: 'unknown' } }),
    ],
    ['a process on a machine', agentProcess()],
  ])('has nothing to tell of %s', async (_name, activity) => {
    const digests = snsDigests(publisher, TOPIC)
    digests.offer(activity, null)
    digests.offer(person, null)
    expect(await published(1)).toHaveLength(1)
  })

  it('does not name an application as a person', async () => {
    const digests = snsDigests(publisher, TOPIC)
    digests.offer(azureActivity({ actor: azureUser({ human: false, display: 'app/1' }) }), null)
    expect(await published(1)).toMatchObject([{ human: null, address: '192.0.2.10' }])
  })

  it('counts what is lost, and goes on', async () => {
    sns
      .on(PublishBatchCommand)
      .rejectsOnce(new Error('down'))
      .resolvesOnce({ Successful: [], Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] })
      .resolves({ Successful: [], Failed: [] })
    const digests = snsDigests(publisher, TOPIC)
    for (let failure = 0; failure < 2; failure++) {
      digests.offer(person, null)
      let lost = 0
      while (lost === 0) {
        await sleep(1)
        lost = digests.lost()
      }
      expect(lost).toBe(1)
    }
    digests.offer(person, null)
    await published(3)
    expect(digests.lost()).toBe(0)
  })

  it('drops what a thousand are waiting before, and says so', () => {
    const digests = snsDigests({ ...publisher, client: () => new Promise(() => undefined) }, TOPIC)
    const [underWay, tooMany] = [1, 5]
    for (let number = 0; number < underWay + 1_000 + tooMany; number++) digests.offer(person, null)
    expect(digests.lost()).toBe(tooMany)
    expect(digests.lost()).toBe(0)
  })

  it('does nothing without a topic', () => {
    const digests = snsDigests(publisher, null)
    digests.offer(person, null)
    expect(sns.calls()).toEqual([])
  })
})
