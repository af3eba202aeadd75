import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { RedactedAlert } from '../../shared/model/redacted-alert'
import type { Clock } from '../../shared/model/clock'
import { DAY } from '../../shared/model/time'
import { fittingJson } from '../../shared/render/fitting-json'
import { epochSeconds } from './dynamo-state'

const KEEP_DAYS = 90

/** Most bytes of an alert that are kept: an item holds 400 KB with its keys. */
const MAX_BYTES = 380_000

/** Keeps every alert as JSON under its id for 90 days, so that a shortened mail can point to the whole. */
export const keepAlert = async (
  client: DynamoDBClient,
  table: string,
  clock: Clock,
  alert: RedactedAlert,
): Promise<void> => {
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: {
        pk: { S: `alert/${alert.id}` },
        sk: { S: `${alert.kind}/${alert.time}` },
        alert: { S: fittingJson(alert, MAX_BYTES) },
        expiresAt: epochSeconds(clock.now() + KEEP_DAYS * DAY),
      },
    }),
  )
}
