import type { DocumentRef } from '../../../../shared/model/activity'
import { ACCOUNT, readCall, readersOf, type Body } from './fixture'

const documentOf = (operation: string, request: unknown, over: Body = {}): DocumentRef | null =>
  readersOf(operation).document(readCall(operation, request, over), ACCOUNT)

const ref = (name: string, version: string | null = null, owner: string | null = null): DocumentRef => ({
  name,
  version,
  owner,
})

const denied = (resource: string): Body => ({
  errorCode: 'AccessDenied',
  errorMessage: `User: x is not authorized to perform: y on resource: ${resource}`,
})

describe('the reader of documents', () => {
  it.each<[string, string, unknown, DocumentRef | null]>([
    ['a plain name', 'ssm:SendCommand', { documentName: 'AWS-RunShellScript' }, ref('AWS-RunShellScript')],
    ['a version', 'ssm:SendCommand', { documentName: 'Example', documentVersion: '3' }, ref('Example', '3')],
    [
      'an ARN of another account',
      'ssm:SendCommand',
      { documentName: 'arn:aws:ssm:eu-west-1:111122223333:document/Shared' },
      ref('Shared', null, '111122223333'),
    ],
    [
      'an ARN of AWS, which has no owner',
      'ssm:SendCommand',
      { documentName: 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript' },
      ref('AWS-RunShellScript'),
    ],
    [
      'an ARN of a name with a slash',
      'ssm:SendCommand',
      { documentName: 'arn:aws:ssm:eu-west-1:111122223333:document/team/Shared' },
      ref('team/Shared', null, '111122223333'),
    ],
    [
      'an automation with its version',
      'ssm:StartAutomationExecution',
      { documentName: 'arn:aws:ssm:eu-west-1:111122223333:automation-definition/Runbook:2' },
      ref('Runbook', '2', '111122223333'),
    ],
    [
      'the document of an association',
      'ssm:CreateAssociation',
      { name: 'AWS-RunShellScript', documentVersion: '1' },
      ref('AWS-RunShellScript', '1'),
    ],
    [
      'the first document of a batch',
      'ssm:CreateAssociationBatch',
      { entries: [{ name: 'A', documentVersion: '2' }, { name: 'B' }] },
      ref('A', '2'),
    ],
    [
      'a foreign document behind an own one in a batch',
      'ssm:CreateAssociationBatch',
      {
        entries: [
          { name: 'A' },
          { name: 'arn:aws:ssm:eu-west-1:123456789012:document/B' },
          { name: 'arn:aws:ssm:eu-west-1:111122223333:document/C', documentVersion: '4' },
        ],
      },
      ref('C', '4', '111122223333'),
    ],
    [
      'a foreign runbook behind the template of a change request',
      'ssm:StartChangeRequestExecution',
      {
        documentName: 'Template',
        runbooks: [{ documentName: 'A' }, { documentName: 'arn:aws:ssm:eu-west-1:111122223333:document/B' }],
      },
      ref('B', null, '111122223333'),
    ],
    [
      'the template of a change request of own runbooks',
      'ssm:StartChangeRequestExecution',
      { documentName: 'Template', documentVersion: '2', runbooks: [{ documentName: 'A' }] },
      ref('Template', '2'),
    ],
    [
      'the document of a task',
      'ssm:RegisterTaskWithMaintenanceWindow',
      { name: 'nightly', taskArn: 'AWS-RunPowerShellScript' },
      ref('AWS-RunPowerShellScript'),
    ],
    [
      'a function as a task',
      'ssm:UpdateMaintenanceWindowTask',
      { taskArn: 'arn:aws:lambda:eu-west-1:111122223333:function:cleanup' },
      ref('cleanup', null, '111122223333'),
    ],
    [
      'the runbook of a change request',
      'ssm:StartChangeRequestExecution',
      { runbooks: [{ documentName: 'Runbook' }] },
      ref('Runbook'),
    ],
    ['a new document', 'ssm:CreateDocument', { name: 'Example' }, ref('Example')],
    ['the name of a window, which is no document', 'ssm:CreateMaintenanceWindow', { name: 'nightly' }, null],
    ['a session without a document', 'ssm:StartSession', { target: 'i-0123456789abcdef0', documentName: null }, null],
    ['nothing', 'ssm:SendCommand', null, null],
  ])('reads %s', (_name, operation, request, expected) => {
    expect(documentOf(operation, request)).toEqual(expected)
  })

  it('reads the answer when the request was left out for its size', () => {
    expect(
      documentOf(
        'ssm:SendCommand',
        { omitted: true },
        { responseElements: { command: { documentName: 'Example', documentVersion: '$DEFAULT' } } },
      ),
    ).toEqual(ref('Example', '$DEFAULT'))
  })

  it.each<[string, string, DocumentRef | null]>([
    ['a document', 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript', ref('AWS-RunShellScript')],
    [
      'an automation',
      'arn:aws:ssm:eu-west-1:111122223333:automation-definition/Runbook:$DEFAULT',
      ref('Runbook', '$DEFAULT', '111122223333'),
    ],
    ['an instance, which is no document', 'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0', null],
    ['any document', 'arn:aws:ssm:eu-west-1::document/*', null],
  ])('reads %s from the message of a denied call', (_name, resource, expected) => {
    expect(documentOf('ssm:SendCommand', null, denied(resource))).toEqual(expected)
  })
})
