import { Aws } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'

const anywhere = (resource: string): string => `arn:${Aws.PARTITION}:ssm:*:${Aws.ACCOUNT_ID}:${resource}`

/**
 * Read-only calls that show what a command ran and where, in every Region of an account: nothing here can
 * change anything. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
export const commandTextStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'ReadCommands',
    actions: ['ssm:ListCommands', 'ssm:ListCommandInvocations', 'ssm:DescribeInstanceInformation'],
    resources: ['*'],
  }),
  new PolicyStatement({
    sid: 'ReadWhatTheyRun',
    actions: [
      'ssm:GetDocument',
      'ssm:DescribeAssociation',
      'ssm:GetMaintenanceWindowTask',
      'ssm:GetAutomationExecution',
    ],
    resources: [
      // Documents of AWS have no account in their ARN, shared ones another account.
      `arn:${Aws.PARTITION}:ssm:*:*:document/*`,
      anywhere('association/*'),
      anywhere('maintenancewindow/*'),
      anywhere('automation-execution/*'),
      // A classic association belongs to one machine and is read by its ARN.
      `arn:${Aws.PARTITION}:ec2:*:${Aws.ACCOUNT_ID}:instance/*`,
      anywhere('managed-instance/*'),
    ],
  }),
]

/** Why policies with these statements hold wildcards, for the policy checks. */
export const COMMAND_TEXT_REASONS: Readonly<Record<string, string>> = {
  'Resource::*': 'ListCommands, ListCommandInvocations and DescribeInstanceInformation have no resource level',
  'Resource::arn:<AWS::Partition>:ssm:*:*:document/*':
    'which documents will be run is not known beforehand; reading them changes nothing',
  'Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:association/*':
    'which associations will be made is not known beforehand; reading them changes nothing',
  'Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:maintenancewindow/*':
    'which maintenance windows will be made is not known beforehand; reading them changes nothing',
  'Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:automation-execution/*':
    'which automations will run is not known beforehand; reading them changes nothing',
  'Resource::arn:<AWS::Partition>:ec2:*:<AWS::AccountId>:instance/*':
    'which machines will be named by an association is not known beforehand; the only call granted on them reads ' +
    'the association',
  'Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:managed-instance/*':
    'which machines will be named by an association is not known beforehand; the only call granted on them reads ' +
    'the association',
}
