import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib'
import { ArnPrincipal, Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { acknowledgeFindings } from './constructs/acknowledge'
import { COMMAND_TEXT_REASONS, commandTextStatements } from './constructs/command-text-access'
import { stackSetProps } from './stack-set-props'

export interface MemberStackProps extends StackProps {
  /** Name of the role, the setting `memberRoleName`. */
  readonly roleName: string
}

/**
 * The read-only role that the detector assumes in a member account to read what a command said. Once an account: IAM is
 * global. No assets and no bootstrap, so that it can be deployed as a StackSet.
 */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, { roleName, ...props }: MemberStackProps) {
    super(scope, id, stackSetProps(props))
    const detector = new CfnParameter(this, 'DetectorRoleArn', {
      description: 'Output DetectorRoleArn of the detector stack',
      allowedPattern: 'arn:[a-z-]+:iam::\\d{12}:role/Runwarden-.+',
    })
    const role = new Role(this, 'Role', {
      roleName,
      description: 'Lets Runwarden read what commands said',
      assumedBy: new ArnPrincipal(detector.valueAsString),
    })
    for (const statement of commandTextStatements()) role.addToPolicy(statement)
    acknowledgeFindings(role, 'AwsSolutions-IAM5', COMMAND_TEXT_REASONS)
    new CfnOutput(this, 'RoleArn', { value: role.roleArn, description: 'Role that the detector assumes' })
  }
}
