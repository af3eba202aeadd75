import { listNameOf, listOpening } from '../../../shared/reading/list-name'
import { faultPosition } from '../../../shared/reading/json-bytes'

const open = (text: string) => listOpening(Buffer.from(text), 0, Buffer.byteLength(text))

describe('listOpening', () => {
  it.each([
    { text: '{"Records":[1]}', name: 'Records', position: 12 },
    { text: '{"records":[]}', name: 'records', position: 12 },
    { text: '{"value":[{', name: 'value', position: 10 },
    { text: '{ "Records"\t:\r\n[', name: 'Records', position: 16 },
  ])('finds the list in $text', ({ text, name, position }) => {
    expect(open(text)).toEqual({ name, position })
  })

  it.each([
    { name: 'another first member', text: '{"a":1,"Records":[]}' },
    { name: 'no list under the name', text: '{"Records":{}}' },
    { name: 'a longer name', text: '{"Recordsets":[]}' },
    { name: 'another case', text: '{"RECORDS":[]}' },
    { name: 'an escaped name, which is left to a parser', text: '{"\\u0052ecords":[]}' },
    { name: 'an empty object', text: '{}' },
  ])('finds none in $name', ({ text }) => {
    expect(open(text)).toBeNull()
  })

  it('cannot decide while the opening is not all there', () => {
    const text = '{ "Records" : ['
    for (let length = 1; length < text.length; length++)
      expect(faultPosition(open(text.slice(0, length)) as number)).toBe(length)
  })
})

describe('listNameOf', () => {
  it.each([
    { content: 'Records', name: 'Records' },
    { content: 'v\\u0061lue', name: 'value' },
    { content: '\\u0072\\u0065\\u0063\\u006f\\u0072\\u0064\\u0073', name: 'records' },
    { content: 'RECORDS', name: null },
    { content: 'Records ', name: null },
    { content: 'x'.repeat(100), name: null },
    { content: '', name: null },
  ])('means $name by $content', ({ content, name }) => {
    expect(listNameOf(Buffer.from(content), 0, content.length)).toBe(name)
  })
})
