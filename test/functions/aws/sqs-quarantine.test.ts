import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import fc from 'fast-check'
import { sqsQuarantine } from '../../../functions/aws/sqs-quarantine'
import { readQuarantined } from '../../../shared/contracts/quarantined'
import { sha256 } from '../../../shared/model/hash'

const LIMIT = 262_144

/**
 * Characters that SQS refuses
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html).
 */
const REFUSED = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

const messageOf = async (body: unknown): Promise<string> => {
  const sent: SendMessageCommand[] = []
  const client = { send: async (command: SendMessageCommand) => void sent.push(command) } as unknown as SQSClient
  await sqsQuarantine(async () => client, 'https://sqs.example.com/quarantine').put({
    reason: 'a test',
    format: 'unknown',
    body,
    at: 0,
  })
  return sent[0]?.input.MessageBody ?? ''
}

const unpacked = async (body: unknown): Promise<unknown> => readQuarantined(JSON.parse(await messageOf(body)))?.body

const noise = (length: number): string => {
  let text = ''
  for (let block = 0; text.length < length; block++) text += sha256(String(block))
  return text
}

describe('sqsQuarantine', () => {
  it('keeps any JSON value whole, in characters that a queue takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ stringUnit: 'binary' }).filter((value) => value !== null),
        async (value) => {
          expect(await messageOf(value)).not.toMatch(REFUSED)
          expect(await unpacked(value)).toEqual(JSON.parse(JSON.stringify(value)))
        },
      ),
    )
  })

  it('packs what is larger than a message', async () => {
    const body = { text: 'curl http://203.0.113.9 '.repeat(40_000) }
    expect((await messageOf(body)).length).toBeLessThan(LIMIT / 10)
    expect(await unpacked(body)).toEqual(body)
  })

  it('keeps the beginning of what is too large even when packed', async () => {
    const message = await messageOf({ text: noise(1_000_000) })
    expect(Buffer.byteLength(message)).toBeLessThan(LIMIT)
    expect(JSON.parse(message)).toMatchObject({ reason: 'a test', beginning: expect.stringContaining('{"text":"') })
    expect(await unpacked({ text: noise(1_000_000) })).toBeNull()
  })
})
