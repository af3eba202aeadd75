import fc from 'fast-check'
import { wordsOf } from '../../../shared/reading/json-bytes'
import type { ListName } from '../../../shared/reading/list-name'
import { LOG_FORMATS } from '../../../shared/reading/log-formats'
import { prefilterOf } from '../../../shared/reading/prefilter'
import { recordEnd } from '../../../shared/reading/record-fields'
import { PROVIDERS, unwrapBy } from '../../../shared/providers/unwrap'
import { hostileFile } from '../../bench/hostile-file'
import { seededRandom } from '../../bench/random'

const prefilter = prefilterOf(LOG_FORMATS.rules)

const ignore = (
  bytes: Buffer,
  start: number,
  list: ListName,
): { readonly ignored: ReturnType<typeof prefilter.ignores>; readonly end: number } => {
  const end = recordEnd(bytes, wordsOf(bytes), start, bytes.length, prefilter.fields)
  return { ignored: end < 0 ? null : prefilter.ignores(bytes, list), end }
}

const AWS = {
  eventVersion: '1.08',
  eventTime: '2026-01-10T03:14:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
}
const AZURE = {
  time: '2026-01-10T03:14:00.1234567Z',
  resourceId: '/SUBSCRIPTIONS/X',
  operationName: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE',
}
const AT = Date.UTC(2026, 0, 10, 3, 14)

describe('the prefilter', () => {
  it.each([
    { name: 'an AWS operation that is not watched', record: AWS, list: 'Records', at: AT },
    { name: 'a line of the same', record: AWS, list: null, at: AT },
    { name: 'an event in China', record: { ...AWS, eventSource: 's3.amazonaws.com.cn' }, list: 'Records', at: AT },
    {
      name: 'a watched name of another service',
      record: { ...AWS, eventName: 'SendCommand' },
      list: 'Records',
      at: AT,
    },
    {
      name: 'another name of a watched service',
      record: { ...AWS, eventSource: 'ssm.amazonaws.com', eventName: 'UpdateInstanceInformation' },
      list: 'Records',
      at: AT,
    },
    { name: 'an Azure operation that is not watched', record: AZURE, list: 'records', at: AT + 123 },
    { name: 'a line of the same', record: AZURE, list: null, at: AT + 123 },
    {
      name: 'another log that shares the hub',
      record: { ...AZURE, operationName: 'Sign-in activity' },
      list: 'records',
      at: AT + 123,
    },
  ] as const)('passes over $name', ({ record, list, at }) => {
    const { ignored } = ignore(Buffer.from(JSON.stringify(record)), 0, list)
    expect(ignored?.at).toBe(at)
  })

  it.each([
    {
      name: 'a watched operation',
      record: { ...AWS, eventSource: 'ssm.amazonaws.com', eventName: 'SendCommand' },
      list: 'Records',
    },
    {
      name: 'a step of a sequence',
      record: { ...AWS, eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' },
      list: 'Records',
    },
    {
      name: 'a watched function call with its version',
      record: { ...AWS, eventSource: 'lambda.amazonaws.com', eventName: 'DeleteFunction20150331' },
      list: 'Records',
    },
    { name: 'a record of no AWS service', record: { ...AWS, eventSource: 'aws:s3' }, list: 'Records' },
    { name: 'a record without a name', record: { ...AWS, eventName: '' }, list: 'Records' },
    { name: 'a record without a time', record: { ...AWS, eventTime: undefined }, list: 'Records' },
    { name: 'a time in another form', record: { ...AWS, eventTime: '2026-01-10 03:14:00' }, list: 'Records' },
    { name: 'an EventBridge event', record: { ...AWS, 'detail-type': 'AWS API Call via CloudTrail' }, list: null },
    { name: 'an object that is itself a list', record: { ...AWS, Records: [] }, list: null },
    { name: 'an AWS record where Azure keeps its own', record: AWS, list: 'records' },
    {
      name: 'a watched Azure operation, in capitals',
      record: { ...AZURE, operationName: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION' },
      list: 'records',
    },
    {
      name: 'a watched Azure operation, in another case and with blanks',
      record: { ...AZURE, operationName: ' Microsoft.Compute/virtualMachines/runCommand/action ' },
      list: null,
    },
    {
      name: 'a watched Azure operation with the Kelvin sign, which is a k in lower case',
      record: { ...AZURE, operationName: 'Microsoft.Authorization/loc\u212As/delete' },
      list: null,
    },
    { name: 'a row that names its operation twice', record: { ...AZURE, OperationNameValue: 'X/Y' }, list: null },
    { name: 'a member in another case', record: { ...AZURE, OPERATIONNAME: 'X/Y' }, list: null },
    { name: 'the shape of the REST API', record: { ...AZURE, operationName: { value: 'X/Y' } }, list: 'value' },
    {
      name: 'a record of both clouds',
      record: { ...AZURE, ...AWS, eventSource: 'ssm.amazonaws.com', eventName: 'SendCommand' },
      list: null,
    },
    { name: 'other JSON', record: { level: 'info' }, list: null },
  ] as const)('leaves $name to its provider', ({ record, list }) => {
    expect(ignore(Buffer.from(JSON.stringify(record)), 0, list).ignored).toBeNull()
  })

  it('never says anything but what the provider says', () => {
    let passedOver = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const bytes = hostileFile(seededRandom(seed))
        for (let start = bytes.indexOf('{'); start >= 0; start = bytes.indexOf('{', start + 1)) {
          for (const list of ['Records', 'records', 'value', null] as const) {
            const { ignored, end } = ignore(bytes, start, list)
            if (ignored === null) continue
            passedOver++
            const record: unknown = JSON.parse(bytes.toString('utf8', start, end))
            const unwrapped = unwrapBy(PROVIDERS, list === null ? record : { [list]: [record] })
            expect(unwrapped?.provider).toBe(ignored.provider)
            expect(unwrapped?.records.map((raw) => ignored.provider.normalize(raw))).toEqual([
              { kind: 'ignored', reason: ignored.reason, at: ignored.at },
            ])
          }
        }
      }),
      { numRuns: 1000 },
    )
    expect(passedOver).toBeGreaterThan(100)
  })
})
