import { Aws, CfnOutput } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { Partition } from '../context/deployment-keys'
import type { Names } from '../names'
import { azurePublisherRoleArn } from './azure-publisher'
import { PROBLEM_QUERY } from './log-queries'
import type { Queues } from './queues'
import type { StateTable } from './state-table'
import type { Topics } from './topics'

const CONSOLES: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
}

export interface OutputsProps {
  readonly partition: Partition
  readonly names: Names
  readonly topics: Topics
  readonly queues: Queues
  readonly state: StateTable
  readonly function: IFunction
  readonly role: IRole
  readonly logGroup: ILogGroup
  readonly centralBusArn: string
  readonly watchesAzure: boolean
}

/** What an operator clicks, copies into the other half, or hands to the command line. */
export const addOutputs = (scope: Construct, props: OutputsProps): void => {
  const { names, topics, queues, logGroup } = props
  const console = `https://${Aws.REGION}.${CONSOLES[props.partition]}`
  const output = (id: string, value: string, description: string): CfnOutput =>
    new CfnOutput(scope, id, { value, description })

  output('AlertsTopicArn', topics.alerts.topicArn, 'Topic of the alerts; also topicArn of the Azure deployment')
  output(
    'DigestTopicArn',
    topics.digests.topicArn,
    'Topic of Azure activity digests: digestTopicArn of the Azure deployment',
  )
  output('OperationsTopicArn', topics.operations.topicArn, 'Topic of notices about Runwarden itself')
  if (topics.json !== null) output('JsonTopicArn', topics.json.topicArn, 'Topic of alerts as JSON')
  if (topics.chat !== null) output('ChatTopicArn', topics.chat.topicArn, 'Topic of alerts for chat applications')
  output(
    'AzurePublisherRoleArn',
    azurePublisherRoleArn(),
    props.watchesAzure
      ? 'Role that the Azure half publishes with'
      : 'awsRoleArn of the Azure deployment; the role is made by the second deployment, with the azure. keys that ' +
          'the Azure deployment prints',
  )

  output('TableName', props.state.table.tableName, 'Table of history and ledger')
  output('QuarantineQueueUrl', queues.quarantine.queueUrl, 'Records that wait for runwarden replay')
  output('RuleFailuresQueueUrl', queues.ruleFailures.queueUrl, 'Events that did not reach the function')
  output('FunctionFailuresQueueUrl', queues.functionFailures.queueUrl, 'Events on which the function failed')
  output('UndeliveredQueueUrl', queues.undelivered.queueUrl, 'Notifications that no subscriber took')

  output('FunctionName', props.function.functionName, 'The detector')
  output(
    'FunctionUrl',
    `${console}/lambda/home?region=${Aws.REGION}#/functions/${names.function}`,
    'The detector in the console',
  )
  output(
    'DashboardUrl',
    `${console}/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${names.dashboard}`,
    'Dashboard',
  )
  output('LogGroupName', logGroup.logGroupName, 'Log of the detector')
  output(
    'LogInsightsUrl',
    `${console}/cloudwatch/home?region=${Aws.REGION}#logsV2:logs-insights`,
    `Saved query ${names.prefix}/problems`,
  )
  output('LogInsightsQuery', PROBLEM_QUERY.join(' | '), 'The same query as text')

  output('CentralBusArn', props.centralBusArn, 'Parameter CentralBusArn of the forwarder stacks')
  output('DetectorRoleArn', props.role.roleArn, 'Parameter DetectorRoleArn of the member stack')
}
