import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { HealthPort } from '../../shared/pipeline/ports'
import { ascii } from '../../shared/render/neutralize'

/** Notices about Runwarden itself, to the operations topic. They never stop detection: a notice that cannot be sent is logged. */
export const snsHealth = (client: SNSClient, topicArn: string | null): HealthPort => ({
  notice: async (title, detail) => {
    console.warn(JSON.stringify({ level: 'WARN', service: 'runwarden', message: title, detail }))
    if (topicArn === null) return
    try {
      await client.send(new PublishCommand({ TopicArn: topicArn, Subject: ascii(`[RUNWARDEN] ${title}`).slice(0, 99), Message: `${title}\n\n${detail}\n` }))
    } catch (cause) {
      console.error(JSON.stringify({ level: 'ERROR', service: 'runwarden', message: 'notice not sent', error: cause instanceof Error ? cause.name : String(cause) }))
    }
  },
})
