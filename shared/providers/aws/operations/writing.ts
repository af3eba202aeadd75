import { documentByName } from '../document'
import { sharedWithItem } from '../item'
import { contentText } from '../payload'
import { rowsOf, type AwsOperation } from './row'

const document = rowsOf('document', { document: documentByName })

/** Operations that write, or share, what is run later. */
export const WRITING_OPERATIONS: readonly AwsOperation[] = [
  document('ssm:CreateDocument', 'nothing yet; it writes a document that machines can run', {
    text: 'ssm:GetDocument',
    payload: contentText,
  }),
  document('ssm:UpdateDocument', 'nothing yet; it rewrites a document that machines can run', {
    text: 'ssm:GetDocument',
    payload: contentText,
  }),
  document('ssm:UpdateDocumentDefaultVersion', 'another version of a document wherever it is used', {
    text: 'ssm:GetDocument',
  }),
  document('ssm:ModifyDocumentPermission', 'nothing; it shares a document with other accounts', {
    item: sharedWithItem,
  }),
]
