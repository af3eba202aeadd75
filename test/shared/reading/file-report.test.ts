import { fileReport } from '../../../shared/reading/file-report'
import { emptyFile, tooDeep, unknownFormat } from '../../../shared/reading/read-problem'
import { PROVIDERS } from '../../../shared/providers/unwrap'
import { readText } from './read-log-text'
import { deliveredFile, getObject, sendCommand } from './sample-records'

const [home = null] = PROVIDERS

describe('a rollback', () => {
  it('takes back all that came since the beginning: counts, problems, strangers, the format', () => {
    const report = fileReport('log', 2)
    report.state().batch.records = 3
    report.problem(emptyFile, null)
    const before = structuredClone(report.state())
    report.begin()
    Object.assign(report.state(), {
      values: 7,
      isKnown: true,
      home,
      strangers: [{ value: 1, place: 'byte 0' }],
      strangerBytes: 1,
      unread: 1,
    })
    report.state().batch.records = 9
    for (let count = 0; count < 3; count++) report.problem(tooDeep, 'byte 5')
    report.rollback()
    expect(report.state()).toEqual(before)
    report.finish()
    expect(report.take().problems).toMatchObject([{ what: emptyFile.what }])
  })

  it('leaves nothing of a list that comes again, not even what was wrong in it', () => {
    const again = `{"Records":[42,${sendCommand(7)},${getObject(8)}],"Records":[${sendCommand(1)}]}`
    expect(readText(again)).toEqual(readText(deliveredFile(sendCommand(1))))
  })
})

describe('a commit', () => {
  it('adds to what was there, and is no end of reporting', () => {
    const report = fileReport('log', 2)
    report.problem(emptyFile, null)
    report.state().batch.records = 1
    report.begin()
    report.state().batch.records = 2
    report.problem(tooDeep, 'byte 5')
    report.commit()
    report.rollback()
    report.problem(unknownFormat, null)
    report.finish()
    const { records, problems } = report.take()
    expect(records).toBe(3)
    expect(problems.map(({ category, got }) => `${category}: ${got}`)).toEqual([
      'empty: no content',
      'rejected: more than 64 levels',
      'unknown-format: 1 more',
    ])
  })
})
