import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { scriptHash, scriptOrDocument } from '../../../shared/engine/script-hash'
import { awsActivity } from '../../support/activity'
import { text } from '../rules/rule-cases'

const hashOf = (script: string): string | null => scriptHash(awsActivity(text(script)))

describe('scriptHash', () => {
  it('is the SHA-256 of the trimmed text with line feeds', () => {
    expect(hashOf('  echo a\r\necho b\r\n')).toBe(createHash('sha256').update('echo a\necho b').digest('hex'))
  })

  it('does not depend on line ends and outer white space', () => {
    const lines = fc.array(fc.string().map((line) => line.replace(/[\r\n]/g, '')))
    fc.assert(fc.property(lines, (given) => expect(hashOf(` ${given.join('\r\n')}\n`)).toBe(hashOf(given.join('\n')))))
  })

  it('distinguishes what differs only where nobody looks', () => {
    const long = 'echo a\n'.repeat(65_536)
    expect(hashOf(`${long}b\n${long}`)).not.toBe(hashOf(`${long}c\n${long}`))
  })

  it('does not depend on passwords', () => {
    expect(hashOf('net user support Passw0rd!234 /add')).toBe(hashOf('net user support 0therPassw0rd! /add'))
  })

  it.each([
    [
      'hidden text whose hash the provider gives',
      { payload: { kind: 'hidden', reason: 'by design', hash: 'ab'.repeat(32) } as const },
      'ab'.repeat(32),
    ],
    ['hidden text', { payload: { kind: 'hidden', reason: 'by design' } as const }, null],
  ])('of %s', (_, given, expected) => {
    expect(scriptHash(awsActivity(given))).toBe(expected)
  })
})

describe('scriptOrDocument', () => {
  it('is the hash, or the document, or neither', () => {
    const hidden = { payload: { kind: 'hidden', reason: 'by design' } as const }
    const document = { name: 'AWS-RunShellScript', owner: 'aws', version: null } as const
    expect(scriptOrDocument(awsActivity({ ...text('id'), document }))).toBe(hashOf('id'))
    expect(scriptOrDocument(awsActivity({ ...hidden, document }))).toBe('AWS-RunShellScript')
    expect(scriptOrDocument(awsActivity({ ...hidden, document: null }))).toBe('-')
  })
})
