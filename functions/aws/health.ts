import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import { describeError } from '../../shared/model/errors'
import type { HealthPort } from '../../shared/pipeline/ports'
import { ascii, plain } from '../../shared/render/neutralize'
import { publishInput } from '../adapters/sns-input'
import type { Log } from './log'

/** Most characters of a subject (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
const SUBJECT_MAX = 99

/** Most characters of a notice: an error's message may hold what somebody else wrote. */
const DETAIL_MAX = 2_000

/**
 * Notices about Runwarden itself, to the operations topic. They never stop detection: a notice
 * that cannot be sent is logged.
 */
export const snsHealth = (client: SNSClient, topicArn: string | null, log: Log): HealthPort => ({
  notice: async (title, detail) => {
    log('WARN', title, { detail })
    if (topicArn === null) return
    try {
      await client.send(
        new PublishCommand(
          publishInput(topicArn, {
            subject: ascii(`[RUNWARDEN] ${title}`).slice(0, SUBJECT_MAX),
            body: `${title}\n\n${plain(detail, DETAIL_MAX)}\n`,
            attributes: {},
          }),
        ),
      )
    } catch (cause) {
      log('ERROR', 'notice not sent', { title, error: describeError(cause) })
    }
  },
})
