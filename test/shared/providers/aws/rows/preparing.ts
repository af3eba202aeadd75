import type { ExpectedRow } from './expected-row'

const FULL_ACCESS = 'arn:aws:iam::aws:policy/AmazonSSMFullAccess'
const SENDS = '{"Statement":[{"Effect":"Allow","Action":"ssm:SendCommand","Resource":"*"}]}'

export const PREPARING: Readonly<Record<string, ExpectedRow>> = {
  'ec2:EnableSerialConsoleAccess': {
    is: 'configuration resource none',
    request: { EnableSerialConsoleAccessRequest: '' },
    response: { EnableSerialConsoleAccessResponse: { serialConsoleAccessEnabled: true } },
    reads: { item: null, document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:UpdateServiceSetting': {
    is: 'configuration resource none',
    request: { settingId: '/ssm/documents/console/public-sharing-permission', settingValue: 'Enable' },
    reads: {
      item: '/ssm/documents/console/public-sharing-permission',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },

  'ssm:CreateActivation': {
    is: 'identity resource none',
    request: { iamRole: 'service-role/SSMServiceRole', registrationLimit: 10 },
    response: { activationId: '00000000-0000-0000-0000-0000000000a5', activationCode: 'HIDDEN' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000a5',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },
  'ssm:RegisterManagedInstance': {
    is: 'identity machine none',
    request: { activationId: '00000000-0000-0000-0000-0000000000a5', publicKey: 'AAAA', fingerprint: 'AAAA' },
    response: { instanceId: 'mi-0123456789abcdef0' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000a5',
      document: null,
      targets: 'mi-0123456789abcdef0',
      payload: 'none',
    },
  },
  'ssm:UpdateManagedInstanceRole': {
    is: 'identity machine none',
    request: { instanceId: 'mi-0123456789abcdef0', iamRole: 'Admin' },
    reads: { item: 'Admin', document: null, targets: 'mi-0123456789abcdef0', payload: 'none' },
  },
  'ssm:CreateCloudConnector': {
    is: 'identity resource none',
    request: { name: 'azure', tenantId: '00000000-0000-0000-0000-000000000002' },
    response: { cloudConnectorId: 'cc-0123456789abcdef0' },
    reads: { item: 'cc-0123456789abcdef0', document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:UpdateCloudConnector': {
    is: 'identity resource none',
    request: { cloudConnectorId: 'cc-0123456789abcdef0', name: 'azure' },
    reads: { item: 'cc-0123456789abcdef0', document: null, targets: 'unknown', payload: 'none' },
  },
  'ec2:AssociateIamInstanceProfile': {
    is: 'identity machine none',
    request: {
      AssociateIamInstanceProfileRequest: {
        InstanceId: 'i-0123456789abcdef0',
        IamInstanceProfile: { Name: 'Managed' },
      },
    },
    reads: { item: null, document: null, targets: 'i-0123456789abcdef0', payload: 'none' },
  },
  'ec2:ReplaceIamInstanceProfileAssociation': {
    is: 'identity machine none',
    request: {
      ReplaceIamInstanceProfileAssociationRequest: {
        AssociationId: 'iip-assoc-0123456789abcdef0',
        IamInstanceProfile: { Name: 'Admin' },
      },
    },
    response: {
      ReplaceIamInstanceProfileAssociationResponse: {
        iamInstanceProfileAssociation: { instanceId: 'i-0123456789abcdef0' },
      },
    },
    reads: { item: null, document: null, targets: 'i-0123456789abcdef0', payload: 'none' },
  },
  'iam:AttachRolePolicy': {
    is: 'identity resource none',
    request: { roleName: 'Web', policyArn: FULL_ACCESS },
    reads: { item: 'AmazonSSMFullAccess', document: null, targets: 'Web', payload: 'none' },
  },
  'iam:PutRolePolicy': {
    is: 'identity resource none',
    request: { roleName: 'Web', policyName: 'inline', policyDocument: SENDS },
    reads: { item: 'inline', document: null, targets: 'Web', payload: 'none' },
  },
  'iam:AttachUserPolicy': {
    is: 'identity resource none',
    request: { userName: 'mallory', policyArn: FULL_ACCESS },
    reads: { item: 'user/mallory AmazonSSMFullAccess', document: null, targets: 'unknown', payload: 'none' },
  },
  'iam:PutUserPolicy': {
    is: 'identity resource none',
    request: { userName: 'mallory', policyName: 'inline', policyDocument: SENDS },
    reads: { item: 'user/mallory inline', document: null, targets: 'unknown', payload: 'none' },
  },
  'iam:AttachGroupPolicy': {
    is: 'identity resource none',
    request: { groupName: 'ops', policyArn: FULL_ACCESS },
    reads: { item: 'group/ops AmazonSSMFullAccess', document: null, targets: 'unknown', payload: 'none' },
  },
  'iam:PutGroupPolicy': {
    is: 'identity resource none',
    request: { groupName: 'ops', policyName: 'inline', policyDocument: SENDS },
    reads: { item: 'group/ops inline', document: null, targets: 'unknown', payload: 'none' },
  },
  'iam:CreateInstanceProfile': {
    is: 'identity resource none',
    request: { instanceProfileName: 'SSM-Managed' },
    reads: { item: 'SSM-Managed', document: null, targets: 'unknown', payload: 'none' },
  },
  'iam:AddRoleToInstanceProfile': {
    is: 'identity resource none',
    request: { instanceProfileName: 'SSM-Managed', roleName: 'Admin' },
    reads: { item: 'SSM-Managed/Admin', document: null, targets: 'unknown', payload: 'none' },
  },

  'ssm:DescribeInstanceInformation': {
    is: 'discovery resource none read-only',
    request: { maxResults: 50 },
    reads: { item: null, document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:ListCommands': {
    is: 'discovery resource none read-only',
    request: { commandId: '00000000-0000-0000-0000-0000000000c1' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000c1',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },
  'ssm:GetCommandInvocation': {
    is: 'discovery machine none read-only',
    request: { commandId: '00000000-0000-0000-0000-0000000000c1', instanceId: 'i-0123456789abcdef0' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000c1',
      document: null,
      targets: 'i-0123456789abcdef0',
      payload: 'none',
    },
  },
  'ssm:ListCommandInvocations': {
    is: 'discovery machine none read-only',
    request: { commandId: '00000000-0000-0000-0000-0000000000c1', instanceId: 'i-0123456789abcdef0', details: true },
    reads: {
      item: '00000000-0000-0000-0000-0000000000c1',
      document: null,
      targets: 'i-0123456789abcdef0',
      payload: 'none',
    },
  },
  'ssm:GetInventory': {
    is: 'discovery resource none read-only',
    request: { filters: [{ key: 'AWS:InstanceInformation.InstanceId', values: ['i-0123456789abcdef0'] }] },
    reads: { item: null, document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:ListInventoryEntries': {
    is: 'discovery machine none read-only',
    request: { instanceId: 'i-0123456789abcdef0', typeName: 'AWS:Application' },
    reads: { item: null, document: null, targets: 'i-0123456789abcdef0', payload: 'none' },
  },
  'ssm:DescribeInstancePatches': {
    is: 'discovery machine none read-only',
    request: { instanceId: 'i-0123456789abcdef0' },
    reads: { item: null, document: null, targets: 'i-0123456789abcdef0', payload: 'none' },
  },
  'ssm:ListDocuments': {
    is: 'discovery resource none read-only',
    request: { filters: [{ key: 'Owner', values: ['Self'] }] },
    reads: { item: null, document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:GetDocument': {
    is: 'discovery resource none read-only',
    request: { name: 'Restart', documentVersion: '2' },
    reads: { item: null, document: 'Restart:2', targets: 'unknown', payload: 'none' },
  },
  'ssm:GetConnectionStatus': {
    is: 'discovery machine none read-only',
    request: { target: 'i-0123456789abcdef0' },
    reads: { item: null, document: null, targets: 'i-0123456789abcdef0', payload: 'none' },
  },
  'ssm:DescribeSessions': {
    is: 'discovery resource none read-only',
    request: { state: 'Active' },
    reads: { item: null, document: null, targets: 'unknown', payload: 'none' },
  },

  'ssm:CancelCommand': {
    is: 'cleanup resource none',
    request: { commandId: '00000000-0000-0000-0000-0000000000c1' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000c1',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },
  'ssm:TerminateSession': {
    is: 'cleanup resource none',
    request: { sessionId: 'alice-0123456789abcdef0' },
    response: { sessionId: 'alice-0123456789abcdef0' },
    reads: { item: 'alice-0123456789abcdef0', document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:DeleteDocument': {
    is: 'cleanup resource none',
    request: { name: 'Restart' },
    reads: { item: null, document: 'Restart', targets: 'unknown', payload: 'none' },
  },
  'ssm:DeleteAssociation': {
    is: 'cleanup machine none',
    request: {
      associationId: '00000000-0000-0000-0000-0000000000b1',
      name: 'Restart',
      instanceId: 'i-0123456789abcdef0',
    },
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: 'Restart',
      targets: 'i-0123456789abcdef0',
      payload: 'none',
    },
  },
  'ssm:DeregisterManagedInstance': {
    is: 'cleanup machine none',
    request: { instanceId: 'mi-0123456789abcdef0' },
    reads: { item: null, document: null, targets: 'mi-0123456789abcdef0', payload: 'none' },
  },
  'ssm:DeregisterTargetFromMaintenanceWindow': {
    is: 'cleanup resource none',
    request: { windowId: 'mw-0123456789abcdef0', windowTargetId: '00000000-0000-0000-0000-0000000000d1' },
    reads: {
      item: 'mw-0123456789abcdef0/00000000-0000-0000-0000-0000000000d1',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },
  'ssm:DeregisterTaskFromMaintenanceWindow': {
    is: 'cleanup resource none',
    request: { windowId: 'mw-0123456789abcdef0', windowTaskId: '00000000-0000-0000-0000-0000000000e1' },
    reads: {
      item: 'mw-0123456789abcdef0/00000000-0000-0000-0000-0000000000e1',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },
}
