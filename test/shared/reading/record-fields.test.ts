import fc from 'fast-check'
import { isFault, wordsOf } from '../../../shared/reading/json-bytes'
import { valueEnd } from '../../../shared/reading/json-value'
import { ABSENT, ODD, recordEnd, recordFields } from '../../../shared/reading/record-fields'
import { hostileFile } from '../../bench/hostile-file'
import { seededRandom } from '../../bench/random'

const fields = recordFields(['eventSource', 'eventName', 'time', 'operationName'])

/** What the scan finds: the text of each member, `null` for absent, `'odd'` for anything that needs a parser. */
const find = (text: string): Record<string, string | null> => {
  const bytes = Buffer.from(text)
  const end = recordEnd(bytes, wordsOf(bytes), 0, bytes.length, fields)
  expect(end).toBe(bytes.length)
  return Object.fromEntries(
    fields.names.map((name, index) => {
      const start = fields.starts[index] as number
      return [name, start === ABSENT ? null : start === ODD ? 'odd' : bytes.toString('utf8', start, fields.ends[index])]
    }),
  )
}

const NONE = { time: null, eventName: null, eventSource: null, operationName: null }
const ALL_ODD = { time: 'odd', eventName: 'odd', eventSource: 'odd', operationName: 'odd' }

describe('recordEnd', () => {
  it.each([
    {
      name: 'members in any order',
      text: '{"eventName":"GetObject","x":1,"eventSource":"s3"}',
      found: { ...NONE, eventName: 'GetObject', eventSource: 's3' },
    },
    {
      name: 'white space around names and values',
      text: '{ "eventName"\t:\r\n"GetObject" , "x" : [ ] }',
      found: { ...NONE, eventName: 'GetObject' },
    },
    { name: 'an empty string', text: '{"eventName":""}', found: { ...NONE, eventName: '' } },
    { name: 'characters beyond ASCII', text: '{"eventName":"caf\u00e9"}', found: { ...NONE, eventName: 'caf\u00e9' } },
    { name: 'no member at all', text: '{ }', found: NONE },
    {
      name: 'the same names further down',
      text: '{"requestParameters":{"eventSource":"s3","eventName":"x"},"a":[{"time":"now"}]}',
      found: NONE,
    },
    { name: 'names in values', text: '{"a":"eventName","b":"\\"eventName\\":\\"x\\""}', found: NONE },
    {
      name: 'names that only begin or end alike',
      text: '{"eventNames":"a","xeventName":"b","eventNam":"c"}',
      found: NONE,
    },
    {
      name: 'a member twice',
      text: '{"eventName":"a","time":"t","eventName":"b"}',
      found: { ...NONE, eventName: 'odd', time: 't' },
    },
    {
      name: 'a member twice, first as no string',
      text: '{"eventName":1,"eventName":"b"}',
      found: { ...NONE, eventName: 'odd' },
    },
    {
      name: 'a member twice, then as no string',
      text: '{"eventName":"b","eventName":{}}',
      found: { ...NONE, eventName: 'odd' },
    },
    { name: 'a name in another case', text: '{"EventName":"a"}', found: { ...NONE, eventName: 'odd' } },
    {
      name: 'a name once in its own and once in another case',
      text: '{"eventName":"a","EVENTNAME":"b"}',
      found: { ...NONE, eventName: 'odd' },
    },
    { name: 'a value with an escape', text: '{"eventName":"\\u0047etObject"}', found: { ...NONE, eventName: 'odd' } },
    {
      name: 'a value that is no string',
      text: '{"eventName":null,"time":12}',
      found: { ...NONE, eventName: 'odd', time: 'odd' },
    },
    {
      name: 'any name with an escape, which may be any of them',
      text: '{"eventSource":"s3","\\u0065ventSource":"ssm"}',
      found: ALL_ODD,
    },
    { name: 'a list', text: '["eventName","a"]', found: ALL_ODD },
    { name: 'a string', text: '"eventName"', found: ALL_ODD },
  ])('reads $name', ({ text, found }) => {
    expect(find(text)).toEqual(found)
  })

  it('ends or faults where the plain scan does, and finds what JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const bytes = hostileFile(seededRandom(seed))
        const start = bytes.indexOf('{')
        fc.pre(start >= 0)
        const words = wordsOf(bytes)
        const end = recordEnd(bytes, words, start, bytes.length, fields)
        expect(end).toBe(valueEnd(bytes, words, start, bytes.length, 0))
        if (isFault(end)) return
        const parsed = JSON.parse(bytes.toString('utf8', start, end)) as Record<string, unknown>
        for (const [index, name] of fields.names.entries()) {
          const from = fields.starts[index] as number
          if (from >= 0) expect(parsed[name]).toBe(bytes.toString('utf8', from, fields.ends[index]))
          if (from === ABSENT)
            expect(Object.keys(parsed).map((key) => key.toLowerCase())).not.toContain(name.toLowerCase())
        }
      }),
      { numRuns: 3000 },
    )
  })
})
