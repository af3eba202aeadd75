import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/**
 * States why findings of a rule of the policy checks are right as they are: `reasons` by
 * finding, such as `Resource::*`.
 */
export const acknowledgeFindings = (
  scope: IConstruct,
  rule: string,
  reasons: Readonly<Record<string, string>>,
): void => {
  for (const [finding, reason] of Object.entries(reasons))
    Validations.of(scope).acknowledge({ id: `${rule}[${finding}]`, reason })
}

/** States why a rule of the policy checks does not hold for a construct. */
export const acknowledgeRule = (scope: IConstruct, rule: string, reason: string): void =>
  Validations.of(scope).acknowledge({ id: rule, reason })
