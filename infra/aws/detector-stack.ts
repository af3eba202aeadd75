import { Annotations, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { Alarms } from './constructs/alarms'
import { azureIdentity, AzurePublisher } from './constructs/azure-publisher'
import { CentralBus } from './constructs/central-bus'
import { createDashboard } from './constructs/dashboard'
import { DetectorFunction } from './constructs/detector-function'
import { createKey } from './constructs/encryption'
import { letRulesSend } from './constructs/let-rules-send'
import { PROBLEM_QUERY } from './constructs/log-queries'
import { addOutputs } from './constructs/outputs'
import { Queues } from './constructs/queues'
import { StateTable } from './constructs/state-table'
import { TamperRules } from './constructs/tamper-rules'
import { Topics } from './constructs/topics'
import { WatchRules } from './constructs/watch-rules'
import type { Deployment } from './context/read-context'
import { names as namesOf } from './names'

export interface DetectorStackProps extends StackProps {
  readonly deployment: Deployment
  /** Folder with the built function. */
  readonly bundleFolder: string
}

/** The AWS half of Runwarden in one Region, and the centre that forwarders send to. */
export class DetectorStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, bundleFolder, ...props }: DetectorStackProps) {
    super(scope, id, props)
    const names = namesOf(deployment.stage)
    const removalPolicy = deployment.retainState ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    const key = deployment.kms ? createKey(this, names, removalPolicy) : null

    const queues = new Queues(this, 'Queues', { key, removalPolicy })
    for (const queue of [queues.ruleFailures, queues.undelivered]) letRulesSend(queue, names)
    const topics = new Topics(this, 'Topics', { deployment, names, queues, key })
    const state = new StateTable(this, 'State', { key, retain: deployment.retainState, removalPolicy })
    const detector = new DetectorFunction(this, 'Detector', {
      deployment,
      names,
      queues,
      topics,
      state,
      key,
      removalPolicy,
      bundleFolder,
    })

    new WatchRules(this, 'Watch', {
      deployment,
      names,
      function: detector.function,
      tableArn: state.table.tableArn,
      ruleFailures: queues.ruleFailures,
    })
    new TamperRules(this, 'Tamper', {
      deployment,
      names,
      topic: topics.operations,
      undelivered: queues.undelivered,
      key,
    })
    const central = new CentralBus(this, 'Central', {
      deployment,
      names,
      function: detector.function,
      operations: topics.operations,
      ruleFailures: queues.ruleFailures,
      undelivered: queues.undelivered,
      key,
    })
    const identity = azureIdentity(deployment)
    if (identity !== null) new AzurePublisher(this, 'Azure', { identity, topics, key })

    const { alarms } = new Alarms(this, 'Alarms', {
      names,
      function: detector.function,
      queues,
      topics,
      quietHours: deployment.quietHours,
    })
    createDashboard(this, {
      names,
      function: detector.function,
      logGroup: detector.logGroup,
      queues,
      topics,
      state,
      alarms,
    })
    new CfnQueryDefinition(this, 'ProblemQuery', {
      name: `${names.prefix}/problems`,
      logGroupNames: [detector.logGroup.logGroupName],
      queryString: PROBLEM_QUERY.join('\n| '),
    })
    addOutputs(this, {
      partition: deployment.partition,
      names,
      topics,
      queues,
      state,
      function: detector.function,
      role: detector.role,
      logGroup: detector.logGroup,
      centralBusArn: central.bus.attrArn,
      watchesAzure: identity !== null,
    })
    for (const notice of deployment.notices) Annotations.of(this).addWarningV2('runwarden:renamedKey', notice)
    if (deployment.alertEmail.length === 0)
      Annotations.of(this).addWarningV2(
        'runwarden:alertEmail',
        'no alertEmail: nobody receives alerts until somebody subscribes to the topic',
      )
    if (deployment.deployers.length === 0)
      Annotations.of(this).addInfoV2(
        'runwarden:deployers',
        'no deployers: every resource that an upgrade changes is reported; name the role that deploys to get one ' +
          'notice instead',
      )
  }
}
