import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { Deployment } from '../context/read-context'
import { AZURE_PUBLISHER_ROLE, type Names } from '../names'
import { deploymentPattern, keyPattern, selfProtectionPatterns, trailPattern } from '../patterns/self-protection'
import { eventRule } from './event-rule'
import { callNotice } from './notice-target'
import { trailNames } from './own-names'

export interface TamperRulesProps {
  readonly deployment: Pick<Deployment, 'deployers' | 'trailArn' | 'environment'>
  readonly names: Names
  readonly topic: ITopic
  readonly undelivered: Queue
  readonly key: IKey | null
  /** A bus of our own instead of the default one, and what marks the names of its rules. */
  readonly bus?: { readonly name: string; readonly mark: string }
}

/**
 * Rules that mail changes to Runwarden itself past the function. They and the rules of the function watch each other:
 * switching one off is reported by the other.
 */
export class TamperRules extends Construct {
  constructor(scope: Construct, id: string, { deployment, names, topic, undelivered, key, bus }: TamperRulesProps) {
    super(scope, id)
    const rule = (
      name: string,
      description: string,
      pattern: Readonly<Record<string, unknown>>,
      heading: string,
      advice: string,
    ): void => {
      eventRule(this, name, {
        name: names.rule(bus === undefined ? name : `${bus.mark}-${name}`),
        description: `Runwarden: ${description}, mailed past the function`,
        pattern,
        target: callNotice(topic, undelivered, heading, `${advice} Then run "runwarden selftest aws".`),
        ...(bus === undefined ? {} : { busName: bus.name }),
      })
    }
    const { deployers, environment } = deployment
    const others = { name: environment.parameters, names: environment.parameters, roleName: [AZURE_PUBLISHER_ROLE] }
    selfProtectionPatterns({ prefix: names.prefix, others, deployers }).forEach((pattern, index) => {
      const name = index === 0 ? 'self-protection' : `self-protection-${index + 1}`
      rule(
        name,
        'changes to Runwarden itself',
        pattern,
        'Runwarden: somebody changed what it stands on.',
        'If this was no upgrade, undo the change.',
      )
    })
    const trail = trailNames(deployment)
    if (trail.length > 0)
      rule(
        'trail',
        'changes to the trail that feeds it',
        trailPattern(trail, deployers),
        'Runwarden: somebody changed the trail that feeds it.',
        'If nobody announced this, undo the change.',
      )
    if (key !== null)
      rule(
        'key',
        'changes to its key',
        keyPattern(key.keyArn, deployers),
        'Runwarden: somebody changed the key of its alerts and its state.',
        'If nobody announced this, undo the change.',
      )
    rule(
      'deployments',
      'deployments of Runwarden itself',
      deploymentPattern(names.prefix),
      'Runwarden: its stack is being deployed or removed.',
      'If nobody announced this, find the caller.',
    )
  }
}
