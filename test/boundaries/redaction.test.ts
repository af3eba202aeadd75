import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importsBut, ROOT, sourceFiles } from './source-file'

const product = ['shared', 'functions', 'infra', 'scripts'].flatMap(sourceFiles)
const render = product.filter(({ path }) => path.startsWith('shared/render/'))

/** Lines that say that a value is redacted without redacting it, as `file: line`. */
const claims = product.flatMap(({ path }) =>
  readFileSync(join(ROOT, path), 'utf8')
    .split('\n')
    .filter((line) => /\bas (unknown as )?(readonly )?Redacted\w*/.test(line))
    .map((line) => `${path}: ${line.trim()}`),
)

describe('redaction', () => {
  it('is claimed in one place', () => {
    expect(claims).toEqual([
      'shared/command/redact-alert.ts: export const redactText = (text: string): RedactedText => ' +
        'redactSecrets(text) as RedactedText',
    ])
  })

  it('is done before anything is rendered: renderers know no other alert than a redacted one', () => {
    expect(render.length).toBeGreaterThan(30)
    expect(importsBut(render, ({ from, names }) => from !== 'shared/model/alert' || !names.includes('Alert'))).toEqual(
      [],
    )
    expect(
      importsBut(render, ({ names }) => !names.includes('redactAlert') && !names.includes('redactSecrets')),
    ).toEqual([])
  })
})
