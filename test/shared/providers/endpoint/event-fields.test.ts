import { eventField, eventText } from '../../../../shared/providers/endpoint/event-fields'

describe('eventField', () => {
  it.each<[string, unknown]>([
    ['nested', { process: { parent: { name: 'sh' } } }],
    ['dotted', { 'process.parent.name': 'sh' }],
    ['dotted beneath nested', { process: { 'parent.name': 'sh' } }],
    ['nested beneath dotted', { 'process.parent': { name: 'sh' } }],
    ['in either, whichever holds it', { 'process.parent': { pid: 1 }, process: { parent: { name: 'sh' } } }],
  ])('reads a member that is %s', (_name, event) => {
    expect(eventField(event, 'process.parent.name')).toBe('sh')
  })

  it.each<[string, unknown]>([
    ['an inherited member', {}],
    ['a member of a text', { process: 'sh' }],
    ['a member of null', { process: null }],
    ['no event', null],
  ])('finds nothing in %s', (_name, event) => {
    expect(eventField(event, 'process.constructor')).toBeUndefined()
  })

  it('takes the first of several members that says something', () => {
    expect(eventText({ a: '', b: { c: ['x', 'y'] } }, 'a', 'b.c')).toBe('x')
    expect(eventText({}, 'a', 'b.c')).toBeNull()
  })
})
