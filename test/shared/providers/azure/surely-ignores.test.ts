import fc from 'fast-check'
import { AZURE_OPERATIONS } from '../../../../shared/providers/azure/operations'
import { surelyIgnores } from '../../../../shared/providers/azure/surely-ignores'
import { hubRecord, normalized, rawOf } from './records'

const WATCHED = 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION'

describe('surelyIgnores', () => {
  it.each<[string, unknown, boolean]>([
    ['an operation nobody looks at', hubRecord({ operationName: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE' }), true],
    ['a sign-in log', { operationName: 'Sign-in activity', time: 'x' }, true],
    ['a row of Log Analytics', { OperationNameValue: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE' }, true],
    ['an operation that is looked at', hubRecord(), false],
    ['the same with blanks around it', hubRecord({ operationName: ` ${WATCHED} ` }), false],
    ['the same in small letters', hubRecord({ operationName: WATCHED.toLowerCase() }), false],
    ['an operation under a name in capitals', { OPERATIONNAME: WATCHED }, false],
    ['two names of the operation', { operationName: 'x/read', OperationNameValue: WATCHED }, false],
    ['the name twice in different letters', { operationName: 'x/read', OPERATIONNAME: WATCHED }, false],
    ['an object of the REST shape', { operationName: { value: 'x/read' } }, false],
    ['no operation', { time: 'x' }, false],
    ['no object', 'text', false],
    ['null', null, false],
  ])('%s: %s', (_name, body, expected) => {
    expect(surelyIgnores(rawOf(body))).toBe(expected)
  })

  it('never holds for what would not be ignored', () => {
    const operation = fc.oneof(
      fc.string(),
      fc.constantFrom(...AZURE_OPERATIONS.map(({ name }) => name.toUpperCase())),
      fc.json(),
      fc.object(),
    )
    const name = fc.constantFrom(
      'operationName',
      'OperationName',
      'OperationNameValue',
      'OPERATIONNAME',
      'operation',
      'resourceId',
    )
    fc.assert(
      fc.property(fc.dictionary(name, operation), (fields) => {
        const body = { ...hubRecord(), operationName: 'x', ...fields }
        if (surelyIgnores(rawOf(body))) expect(normalized(body).kind).toBe('ignored')
      }),
      { numRuns: 2_000 },
    )
  })
})
