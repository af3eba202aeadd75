import { LOG_FORMATS } from '../../../shared/reading/log-formats'
import { READ_LIMITS, readSettings } from '../../../shared/reading/read-settings'
import { readText, type TextReading } from './read-log-text'
import { deliveredFile, getObject, runCommand, sampleId, sendCommand } from './sample-records'

const BOM = '\uFEFF'

/** Provider ids of what was read, in order: what a person would check a reading by. */
const idsOf = ({ items }: TextReading): readonly string[] =>
  items.map((item) => {
    switch (item.kind) {
      case 'activity':
        return item.activity.origin.records.join('+')
      case 'stage':
        return item.stage.activity.origin.records.join('+')
      case 'native':
        return item.native.id
      case 'step':
        return item.step.id
    }
  })

const problemsOf = ({ problems }: TextReading): readonly string[] =>
  problems.map(({ category, position, what }) => `${category} at ${position}: ${what}`)

const one = [sampleId(1)]
const two = [sampleId(1), sampleId(2)]
const pretty = (json: string): string => JSON.stringify(JSON.parse(json), null, 2)

describe('layouts', () => {
  it.each([
    { name: 'a delivered CloudTrail file', text: deliveredFile(sendCommand(1), sendCommand(2)), ids: two },
    { name: 'a delivered file, pretty-printed', text: pretty(deliveredFile(sendCommand(1), sendCommand(2))), ids: two },
    { name: 'a bare list', text: `[${sendCommand(1)},${sendCommand(2)}]`, ids: two },
    { name: 'a list with a record on each line', text: `[\n${sendCommand(1)},\n${sendCommand(2)}\n]`, ids: two },
    { name: 'one record', text: sendCommand(1), ids: one },
    { name: 'one record, pretty-printed', text: pretty(sendCommand(1)), ids: one },
    { name: 'one record on each line', text: `${sendCommand(1)}\n${sendCommand(2)}\n`, ids: two },
    { name: 'lines ending in CR and LF', text: `${sendCommand(1)}\r\n${sendCommand(2)}\r\n`, ids: two },
    { name: 'blank lines between and around', text: `\n\n${sendCommand(1)}\n\n \t\r\n${sendCommand(2)}\n\n`, ids: two },
    { name: 'no line feed at the end', text: `${sendCommand(1)}\n${sendCommand(2)}`, ids: two },
    {
      name: 'a delivered file on each line',
      text: `${deliveredFile(sendCommand(1))}\n${deliveredFile(sendCommand(2))}\n`,
      ids: two,
    },
    { name: 'records in a row without anything between', text: sendCommand(1) + sendCommand(2), ids: two },
    { name: 'pretty-printed records in a row', text: `${pretty(sendCommand(1))}\n${pretty(sendCommand(2))}`, ids: two },
    {
      name: 'several records on one of the lines',
      text: `${sendCommand(1)} ${sendCommand(2)}\n${getObject(3)}\n`,
      ids: two,
    },
    { name: 'a byte order mark', text: BOM + deliveredFile(sendCommand(1)), ids: one },
    { name: 'a byte order mark before lines', text: `${BOM}${sendCommand(1)}\n${sendCommand(2)}`, ids: two },
    { name: 'members before the list', text: `{"nextToken":"x","Records":[${sendCommand(1)}]}`, ids: one },
    { name: 'members behind the list', text: `{"Records":[${sendCommand(1)}],"nextToken":{"a":[1]}}`, ids: one },
    {
      name: 'the list twice, of which the last counts',
      text: `{"Records":[${sendCommand(7)}],"Records":[${sendCommand(1)}]}`,
      ids: one,
    },
    {
      name: 'the list again under an escaped name',
      text: `{"Records":[${sendCommand(7)}],"\\u0052ecords":[${sendCommand(1)}]}`,
      ids: one,
    },
    { name: 'an Event Hubs message', text: `{"records":[${runCommand(1)},${runCommand(2)}]}`, ids: two },
    {
      name: 'a list of Event Hubs messages',
      text: `[{"records":[${runCommand(1)}]},{"records":[${runCommand(2)}]}]`,
      ids: two,
    },
    { name: 'a storage export', text: `${runCommand(1)}\n${runCommand(2)}\n`, ids: two },
    {
      name: 'a page of the REST API',
      text: `{"value":[${runCommand(1)}],"nextLink":"https://example.com/"}`,
      ids: one,
    },
    { name: 'both clouds in one file of lines', text: `${sendCommand(1)}\n${runCommand(2)}\n`, ids: two },
    {
      name: 'an EventBridge event',
      text:
        '{"version":"0","id":"x","detail-type":"AWS API Call via CloudTrail","source":"aws.ssm","detail":' +
        `${sendCommand(1)}}`,
      ids: one,
    },
  ])('reads $name', ({ text, ids }) => {
    const reading = readText(text)
    expect(idsOf(reading)).toEqual(ids)
    expect(problemsOf(reading)).toEqual([])
    expect(reading.kind).toBe('known')
  })

  it.each([
    { name: 'nothing', text: '', kind: 'blank' },
    { name: 'blanks', text: ' \r\n\t\n', kind: 'blank' },
    { name: 'a byte order mark and nothing', text: BOM, kind: 'blank' },
    { name: 'prose', text: 'Not a log.\n{"Records":[]}', kind: 'not-json' },
    { name: 'a bare string', text: '"SendCommand"', kind: 'not-json' },
    { name: 'JSON of another kind', text: '{"name":"runwarden","version":"0.1.0"}', kind: 'unknown' },
    { name: 'a list of another kind', text: '[1,"two",{"three":3}]', kind: 'unknown' },
    { name: 'lines of another kind', text: '{"level":"info"}\n{"level":"warn"}\n', kind: 'unknown' },
    { name: 'an empty delivery', text: '{"Records":[]}', kind: 'known' },
    { name: 'an empty list', text: '[]', kind: 'known' },
  ])('recognises what $name is', ({ text, kind }) => {
    expect(readText(text)).toMatchObject({ kind, items: [], problems: [], records: 0, rejected: 0 })
  })

  it('takes a file whose name promises JSON at its word', () => {
    expect(problemsOf(readText('Not a log.', { isNamedJson: true }))).toEqual([
      'broken at byte 0: not JSON from here on',
    ])
    expect(readText('"a string"', { isNamedJson: true })).toMatchObject({ kind: 'unknown', problems: [] })
    expect(readText('null', { isNamedJson: true })).toMatchObject({ kind: 'unknown', problems: [] })
    expect(readText(' \n', { isNamedJson: true })).toMatchObject({ kind: 'blank', problems: [] })
  })
})

describe('counts', () => {
  it('counts every record and remembers the earliest time of all, also of those it need not parse', () => {
    const early = getObject(4, { eventTime: '2025-12-31T23:59:59Z' })
    expect(readText(deliveredFile(sendCommand(1), getObject(2), early, getObject(3)))).toMatchObject({
      records: 4,
      rejected: 0,
      ignored: new Map([['the operation is not watched', 3]]),
      earliest: Date.UTC(2025, 11, 31, 23, 59, 59),
    })
  })

  it('reads times that are not written as usual from the parsed record', () => {
    expect(readText(deliveredFile(getObject(1, { eventTime: '2026-01-10 01:00:00' }))).earliest).toBe(
      Date.UTC(2026, 0, 10, 1),
    )
  })

  it('judges by the record itself, whatever its parameters look like', () => {
    const decoy = getObject(1, {
      requestParameters: {
        eventSource: 'ssm.amazonaws.com',
        eventName: 'SendCommand',
        '}],"eventSource":"ssm.amazonaws.com"': '\\"',
      },
    })
    const hidden = sendCommand(2, { requestParameters: { eventSource: 's3.amazonaws.com', eventName: 'GetObject' } })
    expect(idsOf(readText(deliveredFile(decoy, hidden)))).toEqual([sampleId(2)])
  })

  it('lets the last of repeated members win', () => {
    const repeated = sendCommand(1).replace('{', '{"eventSource":"s3.amazonaws.com","eventName":"GetObject",')
    expect(idsOf(readText(deliveredFile(repeated)))).toEqual(one)
  })

  it('finds members whose names or values are escaped', () => {
    expect(idsOf(readText(deliveredFile(sendCommand(1).replace('eventSource', 'event\\u0053ource'))))).toEqual(one)
    expect(
      idsOf(readText(deliveredFile(sendCommand(1).replace('ssm.amazonaws.com', '\\u0073sm.amazonaws.com')))),
    ).toEqual(one)
  })

  it('leaves the prototype alone', () => {
    const reading = readText(
      deliveredFile(
        sendCommand(1).replace('{', '{"__proto__":{"isAdmin":true},"constructor":null,'),
        '{"__proto__":{"eventSource":"ssm.amazonaws.com"}}',
      ),
    )
    expect(idsOf(reading)).toEqual(one)
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
  })

  it('rejects what is no record among records, with its place', () => {
    const reading = readText(deliveredFile('42', sendCommand(1), '{"foo":"bar"}'))
    expect(reading).toMatchObject({ records: 3, rejected: 2 })
    expect(problemsOf(reading)).toEqual([
      'rejected at byte 12: record cannot be read',
      expect.stringMatching(/^rejected at byte \d+: record cannot be read$/),
    ])
  })

  it('rejects a record whose time cannot be read, never giving it another', () => {
    expect(readText(deliveredFile(sendCommand(1, { eventTime: 'yesterday' })))).toMatchObject({
      items: [],
      records: 1,
      rejected: 1,
      earliest: null,
    })
  })
})

describe('broken text', () => {
  it.each([
    {
      name: 'a delivery cut inside a record',
      text: deliveredFile(sendCommand(1), sendCommand(2)).slice(0, -40),
      ids: one,
      problems: [/^broken at byte \d+: not JSON/],
    },
    {
      name: 'a delivery cut between records',
      text: `{"Records":[${sendCommand(1)},`,
      ids: one,
      problems: [/^broken at byte/],
    },
    {
      name: 'a delivery without its closing brace',
      text: deliveredFile(sendCommand(1)).slice(0, -1),
      ids: one,
      problems: [/^broken at byte/],
    },
    {
      name: 'a fault in a record that does not matter',
      text: deliveredFile(sendCommand(1), getObject(2).replace('"awsRegion":', '"awsRegion"')),
      ids: one,
      problems: [/^broken at byte/],
    },
    {
      name: 'bytes behind the list',
      text: `${deliveredFile(sendCommand(1))}garbage`,
      ids: one,
      problems: [/^broken at byte/],
    },
    {
      name: 'a comma behind the last record',
      text: `{"Records":[${sendCommand(1)},]}`,
      ids: one,
      problems: [/^broken at byte/],
    },
    {
      name: 'a document in the middle of a row that is broken',
      text: `${pretty(sendCommand(1))}\n{"a":\n}\n${pretty(sendCommand(2))}`,
      ids: one,
      problems: [/^broken at byte/],
    },
    {
      name: 'a pretty-printed document that is broken',
      text: pretty(deliveredFile(sendCommand(1), sendCommand(2))).replace('"awsRegion":', '"awsRegion"'),
      ids: [],
      problems: [/^broken at byte/],
    },
    {
      name: 'a settings file that begins like a list',
      text: '[section]\nname = value\n',
      ids: [],
      problems: [/^broken at byte 1:/],
    },
  ])('reads what comes before: $name', ({ text, ids, problems }) => {
    const reading = readText(text)
    expect(idsOf(reading)).toEqual(ids)
    expect(problemsOf(reading)).toEqual(problems.map((problem) => expect.stringMatching(problem)))
  })

  it.each([
    { name: 'a line cut in a string', bad: sendCommand(9).slice(0, 60) },
    { name: 'a line cut between tokens', bad: '{"eventSource":' },
    { name: 'a line of prose', bad: 'Traceback (most recent call last):' },
    { name: 'the wrong bracket', bad: '{"a":[1}' },
    { name: 'zero bytes', bad: '\0\0\0\0' },
  ])('loses no line but the bad one: $name', ({ bad }) => {
    for (const [line, text] of [
      [1, `${bad}\n${sendCommand(1)}\n${sendCommand(2)}\n`],
      [2, `${sendCommand(1)}\n${bad}\n${sendCommand(2)}\n`],
      [3, `${sendCommand(1)}\n${sendCommand(2)}\n${bad}`],
      [4, `\n${sendCommand(1)}\r\n${sendCommand(2)}\r\n${bad}\r\n`],
    ] as const) {
      const reading = readText(text, { isNamedJson: true })
      expect(idsOf(reading)).toEqual(two)
      expect(reading).toMatchObject({ records: 3, rejected: 1 })
      expect(problemsOf(reading)).toEqual([`rejected at line ${line}: line is not JSON`])
    }
  })

  it.each([
    {
      name: 'inside a pretty-printed record',
      text: `${pretty(sendCommand(1))}\n`.slice(0, -40),
      ids: [],
      problems: [],
    },
    {
      name: 'inside a pretty-printed list',
      text: pretty(deliveredFile(sendCommand(1), sendCommand(2))).slice(0, -60),
      ids: one,
      problems: [],
    },
    {
      name: 'inside the last line',
      text: `${sendCommand(1)}\n${sendCommand(2)}\n${sendCommand(3).slice(0, -40)}`,
      ids: two,
      problems: [],
    },
    {
      name: 'behind a first line that is bad',
      text: `{"a":x}\n${sendCommand(1)}\n${sendCommand(2)}\n{"a":`,
      ids: two,
      problems: ['rejected at line 1: line is not JSON'],
    },
    {
      name: 'behind a line that is cut itself',
      text: `${sendCommand(1)}\n{"a":\n${sendCommand(2)}\n{"a":`,
      ids: two,
      problems: ['rejected at line 2: line is not JSON'],
    },
    {
      name: 'behind a fault in a list',
      text: `{"Records":[${sendCommand(1)},]`,
      ids: one,
      problems: [expect.stringMatching(/^broken at byte \d+: not JSON/)],
    },
  ])('makes no further problem of where the source broke off: $name', ({ text, ids, problems }) => {
    for (const pieces of [[text.length], [7], [1]]) {
      const reading = readText(text, { pieces, breaksOff: true })
      expect(idsOf(reading)).toEqual(ids)
      expect(problemsOf(reading)).toEqual(problems)
    }
    const atOnce = readText(text, { breaksOff: true })
    expect(idsOf(atOnce)).toEqual(ids)
    expect(problemsOf(atOnce)).toEqual(problems)
  })

  it('takes lines behind an opened list for its records, as far as they are', () => {
    const reading = readText(`{"Records":[\n${sendCommand(1)}\n${sendCommand(2)}\n`)
    expect(idsOf(reading)).toEqual(one)
    expect(problemsOf(reading)).toEqual([expect.stringMatching(/^broken at byte/)])
  })

  it('says what stands where JSON should go on', () => {
    expect(readText('{"a":x}').problems).toMatchObject([{ got: 'the character x', position: 'byte 5' }])
    expect(readText('{"a":\u0001}').problems).toMatchObject([{ got: 'the byte 0x01' }])
    expect(readText('{"a":').problems).toMatchObject([{ got: 'the end of the text' }])
  })

  it('reports a hundred problems of a file one by one, and the others as a number', () => {
    const reading = readText(`${sendCommand(1)}\n${'bad\n'.repeat(1000)}${sendCommand(2)}\n`)
    expect(idsOf(reading)).toEqual(two)
    expect(reading).toMatchObject({ records: 1002, rejected: 1000 })
    expect(reading.problems).toHaveLength(101)
    expect(reading.problems.at(-1)).toMatchObject({
      category: 'rejected',
      position: null,
      what: 'further problems in this file',
      got: '900 more',
    })
  })
})

describe('hostile text', () => {
  const deep = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`
  const small = readSettings(LOG_FORMATS, { ...READ_LIMITS, recordBytes: 2000 })
  const large = sendCommand(9, { comment: 'x'.repeat(2000) })

  it.each([
    {
      name: 'a record of a list',
      text: deliveredFile(sendCommand(1), deep(100), sendCommand(2)),
      position: /^byte \d+$/,
    },
    { name: 'a line', text: `${sendCommand(1)}\n${deep(100)}\n${sendCommand(2)}\n`, position: /^line 2$/ },
    {
      name: 'a million levels in a line',
      text: `${sendCommand(1)}\n${deep(1_000_000)}\n${sendCommand(2)}`,
      position: /^line 2$/,
    },
    { name: 'a value of a row', text: `${sendCommand(1)}${deep(100)}${sendCommand(2)}`, position: /^byte \d+$/ },
  ])('refuses depth and reads on: $name', ({ text, position }) => {
    const reading = readText(text)
    expect(idsOf(reading)).toEqual(two)
    expect(reading).toMatchObject({ records: 3, rejected: 1 })
    expect(reading.problems).toMatchObject([
      { category: 'rejected', what: 'record nests too deep', position: expect.stringMatching(position) },
    ])
  })

  it.each([
    { name: 'a record of a list', text: deliveredFile(sendCommand(1), large, sendCommand(2)), position: /^byte \d+$/ },
    { name: 'a line', text: `${sendCommand(1)}\n${large}\n${sendCommand(2)}\n`, position: /^line 2$/ },
    { name: 'the first line', text: `${large}\n${sendCommand(1)}\n${sendCommand(2)}\n`, position: /^byte 0$/ },
    {
      name: 'a line without a value',
      text: `${sendCommand(1)}\n${'x'.repeat(2000)}\n${sendCommand(2)}\n`,
      position: /^line 2$/,
    },
    { name: 'a value of a row', text: `${sendCommand(1)}${large}${sendCommand(2)}`, position: /^byte \d+$/ },
    {
      name: 'a string of a list',
      text: `[${sendCommand(1)},"${'x'.repeat(2000)}",${sendCommand(2)}]`,
      position: /^byte \d+$/,
    },
    {
      name: 'a number of a list',
      text: `[${sendCommand(1)},1${'0'.repeat(2000)},${sendCommand(2)}]`,
      position: /^byte \d+$/,
    },
  ])('refuses size and reads on, at once and in pieces: $name', ({ text, position }) => {
    for (const reading of [
      readText(text, { settings: small }),
      readText(text, { settings: small, pieces: [700, 3] }),
    ]) {
      expect(idsOf(reading)).toEqual(two)
      expect(reading).toMatchObject({ records: 3, rejected: 1 })
      expect(reading.problems).toMatchObject([
        { category: 'rejected', what: 'record is too large', position: expect.stringMatching(position) },
      ])
    }
  })

  it('ends at a member behind the list that is larger than a record may be, and says so', () => {
    const reading = readText(`{"Records":[${sendCommand(1)}],"nextToken":"${'x'.repeat(5000)}"}`, {
      settings: small,
      pieces: [1000],
    })
    expect(idsOf(reading)).toEqual(one)
    expect(reading.problems).toMatchObject([{ category: 'broken', got: 'a member that is too large' }])
  })

  it('ends at a member behind the list that nests too deep', () => {
    const text = `{"Records":[${sendCommand(1)}],${deep(100).slice(1)}`
    const reading = readText(text)
    expect(idsOf(reading)).toEqual(one)
    expect(reading.problems).toMatchObject([
      { category: 'broken', position: `byte ${text.indexOf('"a":[[') + 4}`, got: 'the character [' },
    ])
  })

  it('waits no longer than for a record to see whether an object holds a list', () => {
    const reading = readText(`{${' '.repeat(5000)}"Records":[${sendCommand(1)}]}\n${sendCommand(2)}`, {
      settings: small,
      pieces: [1000],
    })
    expect(idsOf(reading)).toEqual([sampleId(2)])
    expect(problemsOf(reading)).toEqual(['rejected at byte 0: record is too large'])
  })

  it('limits the record, not the file around it', () => {
    const records = Array.from({ length: 50 }, (_, index) => sendCommand(index))
    expect(readText(deliveredFile(...records), { settings: small })).toMatchObject({
      records: 50,
      rejected: 0,
      problems: [],
    })
  })

  it('refuses a record at the limit and takes one below it', () => {
    const exactly = readSettings(LOG_FORMATS, { ...READ_LIMITS, recordBytes: sendCommand(1).length })
    for (const text of [deliveredFile(sendCommand(1)), sendCommand(1)])
      expect(readText(text, { settings: exactly })).toMatchObject({ rejected: 1, items: [] })
    expect(readText(deliveredFile(sendCommand(1).replace('alice', 'bob')), { settings: exactly })).toMatchObject({
      rejected: 0,
      problems: [],
    })
  })

  it('reads bytes that are no UTF-8 as U+FFFD and says where they begin', () => {
    const text = Buffer.from(deliveredFile(sendCommand(1), sendCommand(2, { userAgent: 'caf#' })))
    const at = text.indexOf('#')
    text[at] = 0xe9
    for (const reading of [readText(text), readText(text, { pieces: [1] }), readText(text, { pieces: [100, 7] })]) {
      expect(idsOf(reading)).toEqual(two)
      expect(reading.items[1]).toMatchObject({ activity: { userAgent: 'caf\uFFFD' } })
      expect(reading.problems).toMatchObject([{ category: 'invalid-text', position: `byte ${at}` }])
    }
  })

  it('says where bytes that are no UTF-8 begin as far as the text was read', () => {
    const odd = (text: string): Buffer => Buffer.from(text, 'latin1')
    const behindBadLine = readText(odd(`{"a":x}\n${sendCommand(1, { userAgent: 'caf\u00e9' })}\n`))
    expect(problemsOf(behindBadLine)).toEqual([
      'rejected at line 1: line is not JSON',
      expect.stringMatching(/^invalid-text at byte/),
    ])
    const behindFault = readText(odd(`{"Records":[${sendCommand(1)},x${sendCommand(2, { userAgent: 'caf\u00e9' })}]}`))
    expect(problemsOf(behindFault)).toEqual([expect.stringMatching(/^broken at byte/)])
  })

  it('takes characters that lie across two pieces for what they are', () => {
    const odd = 'caf\u00e9 \u{1F600} \u2028'
    const read = deliveredFile(sendCommand(1, { userAgent: odd }))
    const passedOver = deliveredFile(`{"a":${'['.repeat(100)}"${odd}"${']'.repeat(100)},"b":"${odd}"}`, sendCommand(1))
    for (let size = 1; size < 9; size++) {
      expect(readText(read, { pieces: [size] }).problems).toEqual([])
      expect(readText(`\uFEFF${passedOver}`, { pieces: [size] }).problems).toMatchObject([
        { what: 'record nests too deep' },
      ])
    }
  })

  it('does not look for a second list behind one whose records it has handed on', () => {
    const text = `{"Records":[${sendCommand(1)}],"Records":[${sendCommand(2)}]}`
    const reading = readText(text, { pieces: [64] })
    expect(idsOf(reading)).toEqual(one)
    expect(problemsOf(reading)).toEqual([expect.stringMatching(/^broken at byte \d+: list of records comes twice/)])
  })

  it('costs one record when a provider throws', () => {
    const [aws] = LOG_FORMATS.providers
    if (aws === undefined) throw new Error('no provider to break')
    const failing = {
      ...aws,
      normalize: (raw: Parameters<typeof aws.normalize>[0]) =>
        JSON.stringify(raw.body).includes(sampleId(9)) ? fail() : aws.normalize(raw),
    }
    const fail = (): never => {
      throw new Error('a fault of our own')
    }
    const reading = readText(deliveredFile(sendCommand(1), sendCommand(9), sendCommand(2)), {
      settings: readSettings({ providers: [failing], rules: [] }, READ_LIMITS),
    })
    expect(idsOf(reading)).toEqual(two)
    expect(reading.problems).toMatchObject([{ category: 'rejected', got: 'a fault of our own' }])
  })

  it('bounds what it keeps of values that may turn out to be records of a known kind', () => {
    const reading = readText(`${'{"x":1}\n'.repeat(3000)}${sendCommand(1)}\n`)
    expect(reading).toMatchObject({ records: 3001, rejected: 1000, ignored: new Map([['of no known format', 2000]]) })
    const large = readText(`${`{"x":"${'x'.repeat(300_000)}"}\n`.repeat(5)}${sendCommand(1)}\n`)
    expect(large).toMatchObject({ records: 6, rejected: 3, ignored: new Map([['of no known format', 2]]) })
  })
})
