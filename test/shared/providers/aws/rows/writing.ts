import { MASKED, type ExpectedRow } from './expected-row'

export const WRITING: Readonly<Record<string, ExpectedRow>> = {
  'ssm:CreateDocument': {
    is: 'document resource ssm:GetDocument',
    request: { name: 'Restart', documentType: 'Command', documentFormat: 'YAML', content: MASKED },
    response: { documentDescription: { name: 'Restart', documentVersion: '1', status: 'Creating' } },
    reads: { item: null, document: 'Restart', targets: 'unknown', payload: 'hidden' },
  },
  'ssm:UpdateDocument': {
    is: 'document resource ssm:GetDocument',
    request: { name: 'Restart', documentVersion: '$LATEST', content: MASKED },
    reads: { item: null, document: 'Restart:$LATEST', targets: 'unknown', payload: 'hidden' },
  },
  'ssm:UpdateDocumentDefaultVersion': {
    is: 'document resource ssm:GetDocument',
    request: { name: 'Restart', documentVersion: '2' },
    reads: { item: null, document: 'Restart:2', targets: 'unknown', payload: 'none' },
  },
  'ssm:ModifyDocumentPermission': {
    is: 'document resource none',
    request: { name: 'Restart', permissionType: 'Share', accountIdsToAdd: ['111122223333', 'all'] },
    reads: { item: '111122223333, all', document: 'Restart', targets: 'unknown', payload: 'none' },
  },
}
