import { flat } from '../support/template-summary'

// Kept by hand, as reviewed: every statement of every policy of a deployment with everything switched on.

export const REVIEWED_STATEMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  detector: {
    Key: [
      'Allow iam::123456789012:root kms:* on *',
      flat`Allow cloudwatch.amazonaws.com kms:Decrypt kms:GenerateDataKey on * if StringEquals aws:SourceAccount
        123456789012`,
      'Allow events.amazonaws.com sns.amazonaws.com kms:Decrypt kms:GenerateDataKey on *',
      flat`Allow logs.eu-west-1.amazonaws.com kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey
        kms:ReEncryptFrom kms:ReEncryptTo on * if ArnLike kms:EncryptionContext:aws:logs:arn
        logs::log-group:Runwarden-prod-*`,
      'Allow sns.amazonaws.com kms:Decrypt kms:GenerateDataKey on *',
    ],
    QueuesQuarantinePolicy: ['Deny * sqs:* on sqs::Runwarden-prod-QueuesQuarantine if Bool aws:SecureTransport false'],
    QueuesUndeliveredPolicy: [
      'Deny * sqs:* on sqs::Runwarden-prod-QueuesUndelivered if Bool aws:SecureTransport false',
      flat`Allow events.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-QueuesUndelivered if ArnLike
        aws:SourceArn events::rule/Runwarden-prod-*`,
      flat`Allow sns.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-QueuesUndelivered if ArnEquals
        aws:SourceArn sns::Runwarden-prod-digests`,
      flat`Allow sns.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-QueuesUndelivered if ArnEquals
        aws:SourceArn sns::Runwarden-prod-alerts`,
      flat`Allow sns.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-QueuesUndelivered if ArnEquals
        aws:SourceArn sns::Runwarden-prod-operations`,
    ],
    QueuesRuleFailuresPolicy: [
      'Deny * sqs:* on sqs::Runwarden-prod-QueuesRuleFailures if Bool aws:SecureTransport false',
      flat`Allow events.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-QueuesRuleFailures if ArnLike
        aws:SourceArn events::rule/Runwarden-prod-*`,
    ],
    QueuesFunctionFailuresPolicy: [
      'Deny * sqs:* on sqs::Runwarden-prod-QueuesFunctionFailures if Bool aws:SecureTransport false',
    ],
    QueuesDigestsPolicy: [
      'Deny * sqs:* on sqs::Runwarden-prod-QueuesDigests if Bool aws:SecureTransport false',
      flat`Allow sns.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-QueuesDigests if ArnEquals aws:SourceArn
        sns::Runwarden-prod-digests`,
    ],
    TopicsAlertsPolicy: ['Deny * sns:Publish on sns::Runwarden-prod-alerts if Bool aws:SecureTransport false'],
    TopicsOperationsPolicy: [
      'Deny * sns:Publish on sns::Runwarden-prod-operations if Bool aws:SecureTransport false',
      flat`Allow cloudwatch.amazonaws.com sns:Publish on sns::Runwarden-prod-operations if ArnLike aws:SourceArn
        cloudwatch::alarm:Runwarden-prod-*`,
      'Allow events.amazonaws.com sns:Publish on sns::Runwarden-prod-operations',
    ],
    TopicsDigestsPolicy: ['Deny * sns:Publish on sns::Runwarden-prod-digests if Bool aws:SecureTransport false'],
    TopicsJsonPolicy: ['Deny * sns:Publish on sns::Runwarden-prod-alerts-json if Bool aws:SecureTransport false'],
    TopicsChatPolicy: ['Deny * sns:Publish on sns::Runwarden-prod-alerts-chat if Bool aws:SecureTransport false'],
    DetectorRole: ['Allow lambda.amazonaws.com sts:AssumeRole'],
    DetectorRoleDefaultPolicy: [
      'Allow xray:PutTelemetryRecords xray:PutTraceSegments on *',
      flat`Allow sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl
        sqs:ReceiveMessage on sqs::Runwarden-prod-QueuesDigests`,
      'Allow kms:Decrypt on kms::key/00000000-0000-0000-0000-000000000001',
      'Allow logs:CreateLogStream logs:PutLogEvents on logs::log-group:Runwarden-prod-DetectorLogs:*',
      flat`Allow dynamodb:BatchGetItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query
        dynamodb:UpdateItem on dynamodb::table/Runwarden-prod-StateTable`,
      flat`Allow sns:Publish on sns::Runwarden-prod-alerts sns::Runwarden-prod-alerts-chat
        sns::Runwarden-prod-alerts-json sns::Runwarden-prod-operations`,
      flat`Allow sqs:DeleteMessage sqs:ReceiveMessage on sqs::Runwarden-prod-QueuesFunctionFailures
        sqs::Runwarden-prod-QueuesRuleFailures`,
      'Allow sqs:SendMessage on sqs::Runwarden-prod-QueuesFunctionFailures sqs::Runwarden-prod-QueuesQuarantine',
      flat`Allow kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo on
        kms::key/00000000-0000-0000-0000-000000000001`,
      'Allow ssm:DescribeInstanceInformation ssm:ListCommandInvocations ssm:ListCommands on *',
      flat`Allow ssm:DescribeAssociation ssm:GetAutomationExecution ssm:GetDocument ssm:GetMaintenanceWindowTask on
        ec2:*:123456789012:instance/* ssm:*:123456789012:association/* ssm:*:123456789012:automation-execution/*
        ssm:*:123456789012:maintenancewindow/* ssm:*:123456789012:managed-instance/* ssm:*:*:document/*`,
      'Allow cloudtrail:DescribeTrails on *',
      'Allow cloudtrail:GetTrailStatus on cloudtrail::trail/main',
      'Allow sts:AssumeRole on iam::*:role/runwarden-reader',
      'Allow ssm:GetParameter on ssm::parameter/runwarden/prod/suppressions',
    ],
    DetectorLetRulesInvoke: [
      flat`Allow events.amazonaws.com lambda:InvokeFunction on lambda::function:Runwarden-prod-detector if ArnLike
        aws:SourceArn events::rule/Runwarden-prod-* if StringEquals aws:SourceAccount 123456789012`,
    ],
    CentralLetOrganizationSend: [
      flat`Allow * events:PutEvents on events::event-bus/Runwarden-prod-central if ArnLike aws:PrincipalArn
        iam::*:role/Runwarden-prod-forwarder-* iam::*:role/Runwarden-prod-global-* if StringEquals
        aws:PrincipalOrgID o-exampleorgid`,
    ],
    CentralLetMembersSend: [
      flat`Allow iam::111122223333:root iam::444455556666:root events:PutEvents on
        events::event-bus/Runwarden-prod-central if ArnLike aws:PrincipalArn
        iam::*:role/Runwarden-prod-forwarder-* iam::*:role/Runwarden-prod-global-*`,
    ],
    AzureRole: [
      flat`Allow iam::123456789012:oidc-provider/sts.windows.net/00000000-0000-0000-0000-000000000010/
        sts:AssumeRoleWithWebIdentity if StringEquals sts.windows.net/00000000-0000-0000-0000-000000000010/:aud
        api://runwarden if StringEquals sts.windows.net/00000000-0000-0000-0000-000000000010/:sub
        00000000-0000-0000-0000-000000000011`,
    ],
    AzureRoleDefaultPolicy: [
      flat`Allow sns:Publish on sns::Runwarden-prod-alerts sns::Runwarden-prod-alerts-chat
        sns::Runwarden-prod-digests sns::Runwarden-prod-alerts-json`,
      'Allow kms:Decrypt kms:GenerateDataKey on kms::key/00000000-0000-0000-0000-000000000001',
    ],
  },
  forwarder: {
    FailuresPolicy: [
      'Deny * sqs:* on sqs::Runwarden-prod-Failures if Bool aws:SecureTransport false',
      flat`Allow events.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-Failures if ArnLike aws:SourceArn
        events::rule/Runwarden-prod-*`,
    ],
    Role: ['Allow events.amazonaws.com sts:AssumeRole'],
    RoleDefaultPolicy: ['Allow events:PutEvents on events::event-bus/Runwarden-prod-central'],
  },
  global: {
    FailuresPolicy: [
      'Deny * sqs:* on sqs::Runwarden-prod-Failures if Bool aws:SecureTransport false',
      flat`Allow events.amazonaws.com sqs:SendMessage on sqs::Runwarden-prod-Failures if ArnLike aws:SourceArn
        events::rule/Runwarden-prod-*`,
    ],
    Role: ['Allow events.amazonaws.com sts:AssumeRole'],
    RoleDefaultPolicy: ['Allow events:PutEvents on events::event-bus/Runwarden-prod-central'],
  },
  member: {
    Role: ['Allow iam::123456789012:role/Runwarden-prod-detector-eu-west-1 sts:AssumeRole'],
    RoleDefaultPolicy: [
      'Allow ssm:DescribeInstanceInformation ssm:ListCommandInvocations ssm:ListCommands on *',
      flat`Allow ssm:DescribeAssociation ssm:GetAutomationExecution ssm:GetDocument ssm:GetMaintenanceWindowTask on
        ec2:*:123456789012:instance/* ssm:*:123456789012:association/* ssm:*:123456789012:automation-execution/*
        ssm:*:123456789012:maintenancewindow/* ssm:*:123456789012:managed-instance/* ssm:*:*:document/*`,
    ],
  },
}
