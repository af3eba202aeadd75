import type { SNSClient } from '@aws-sdk/client-sns'
import type { Settings } from '../../shared/config/settings'
import type { RedactedAlert } from '../../shared/model/redacted-alert'
import type { Sink } from '../../shared/pipeline/ports'
import { chatMessage, jsonMessage, mailMessage } from '../../shared/render/topic-message'
import { snsSink } from './sns-sink'

type Topics = Pick<Settings, 'jsonTopicArn' | 'chatTopicArn' | 'accountNames'> & { readonly topicArn: string }

/**
 * The topics alerts leave by; mails first, with every alert kept under its id. An alert that went out and could not be
 * kept is out all the same: `onUnkept` hears of it.
 */
export const alertSinks = (
  sns: SNSClient,
  { topicArn, jsonTopicArn, chatTopicArn, accountNames }: Topics,
  keep: (alert: RedactedAlert) => Promise<void>,
  onUnkept: (cause: unknown) => void,
): readonly Sink[] => {
  const context = { accountNames }
  const mail = snsSink('sns', sns, topicArn, (alert) => mailMessage(alert, context))
  const kept: Sink = {
    name: mail.name,
    send: async (alert) => {
      await mail.send(alert)
      await keep(alert).catch(onUnkept)
    },
  }
  return [
    kept,
    ...(jsonTopicArn === null ? [] : [snsSink('sns-json', sns, jsonTopicArn, jsonMessage)]),
    ...(chatTopicArn === null ? [] : [snsSink('sns-chat', sns, chatTopicArn, (alert) => chatMessage(alert, context))]),
  ]
}
