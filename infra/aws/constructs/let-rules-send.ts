import { Aws } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Names } from '../names'

/** Lets the rules of this installation, and no others, put what they could not deliver into a queue. */
export const letRulesSend = (queue: Queue, { prefix }: Names): void => {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'LetRulesSend',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: {
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${prefix}-*` },
      },
    }),
  )
}
