import { describeError, errorMessage } from '../../../shared/model/errors'

const refused = Object.assign(new Error('rate exceeded'), { name: 'ThrottlingException' })

it.each<[unknown, string, string]>([
  [refused, 'ThrottlingException: rate exceeded', 'rate exceeded'],
  [new TypeError('no text'), 'TypeError: no text', 'no text'],
  ['a text that was thrown', 'a text that was thrown', 'a text that was thrown'],
  [undefined, 'undefined', 'undefined'],
])('says what went wrong, with and without its kind: %p', (cause, described, message) => {
  expect([describeError(cause), errorMessage(cause)]).toEqual([described, message])
})
