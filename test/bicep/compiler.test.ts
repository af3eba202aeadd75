import { findCompiler, type Run } from './compiler'

const WARNING =
  '/x/main.bicep(3,7) : Warning no-unused-params: Parameter "a" is declared but never used. ' +
  '[https://aka.ms/bicep/linter]'
const ERROR = '/x/main.bicep(9,1) : Error BCP018: Expected the "=" character at this location.'

/** Programs by their command line; all others cannot be started. */
const programs =
  (known: Readonly<Record<string, { readonly status: number; readonly output: string }>>): Run =>
  (command, args) =>
    known[[command, ...args].join(' ')] ?? { status: undefined, output: '' }

const ALONE = { 'bicep --version': { status: 0, output: 'Bicep CLI version 0.38.5 (1a2b3c4d5e)\n' } }
const IN_CLI = { 'az bicep version': { status: 0, output: 'Bicep CLI version 0.37.4 (1a2b3c4d5e)\n' } }

describe('findCompiler', () => {
  it('finds none where neither program can be started', () => {
    expect(findCompiler(programs({}))).toBeUndefined()
  })

  it('finds none in an Azure CLI without Bicep', () => {
    expect(findCompiler(programs({ 'az bicep version': { status: 1, output: 'Bicep CLI not found' } }))).toBeUndefined()
  })

  it('prefers the compiler of its own to that of the Azure CLI', () => {
    expect(findCompiler(programs({ ...ALONE, ...IN_CLI }))?.version).toBe('0.38.5')
    expect(findCompiler(programs(IN_CLI))?.version).toBe('0.37.4')
  })
})

describe('a compiler', () => {
  it('reports warnings and errors though a warning leaves the exit code at 0', () => {
    const run = programs({
      ...ALONE,
      'bicep build main.bicep --stdout': { status: 0, output: `${WARNING}\n{"$schema": ": Warning"}\n` },
      'bicep lint main.bicep': { status: 1, output: `${WARNING}\n${ERROR}\n` },
    })
    expect(findCompiler(run)?.build('main.bicep')).toEqual([WARNING])
    expect(findCompiler(run)?.lint('main.bicep')).toEqual([WARNING, ERROR])
  })

  it('reports a run that failed without a finding', () => {
    const run = programs({
      ...IN_CLI,
      'az bicep build --file main.bicep --stdout': { status: 2, output: 'no such file\n' },
    })
    expect(findCompiler(run)?.build('main.bicep')).toEqual(['az build main.bicep failed: no such file'])
  })

  it('builds a parameters file with its own verb and does not lint it', () => {
    const run = programs({ ...ALONE, 'bicep build-params main.bicepparam --stdout': { status: 0, output: ERROR } })
    expect(findCompiler(run)?.build('main.bicepparam')).toEqual([ERROR])
    expect(findCompiler(run)?.lint('main.bicepparam')).toEqual([])
  })
})
