import fc from 'fast-check'

import { parseFile } from './parse-file'
import { loadSecondParser, secondOpinion } from './second-opinion'
import { SyntaxProblem } from './tokens'

const SOURCE = `targetScope = 'subscription'

@description('Where.')
@allowed(['a', 'b'])
param where 'a' | 'b' = 'a'

type place = {
  name: string?
  *: int[]
}

var text = '\${where == 'a' ? '<\${where}>' : upper(where)!}'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = [for (n, i) in [text]: if (i > 0) {
  name: n
  ...{ location: where }
}]

output all array = map(group, (g, i) => g.?id ?? 'none')
`

/** What is left of a source after a cut, with something put into the gap. */
const damaged = fc
  .record({
    from: fc.nat(SOURCE.length),
    length: fc.nat(12),
    text: fc.stringMatching(/^[a-z'{}()[\]$,:?!.@=\n ]{0,4}$/),
  })
  .map(({ from, length, text }) => SOURCE.slice(0, from) + text + SOURCE.slice(from + length))

describe('parseFile', () => {
  it('reads a damaged file or says where it cannot, and never fails otherwise', () => {
    fc.assert(
      fc.property(damaged, (source) => {
        try {
          parseFile(source, 'template')
        } catch (problem) {
          if (!(problem instanceof SyntaxProblem)) throw problem
          expect(problem.at.line).toBeGreaterThanOrEqual(1)
          expect(problem.at.line).toBeLessThanOrEqual(source.split('\n').length)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('binds operators as the compiler does', () => {
    const [declaration] = parseFile('var x = a == b.c && d ?? e + f * -g', 'template').declarations
    const name = (text: string): object => expect.objectContaining({ kind: 'name', name: text })
    const binary = (operator: string, left: object, right: object): object =>
      expect.objectContaining({ kind: 'binary', operator, left, right })
    const member = expect.objectContaining({ kind: 'member', property: 'c', base: name('b') })
    const negative = expect.objectContaining({ kind: 'unary', operator: '-', value: name('g') })
    expect(declaration).toHaveProperty(
      'value',
      binary(
        '??',
        binary('&&', binary('==', name('a'), member), name('d')),
        binary('+', name('e'), binary('*', name('f'), negative)),
      ),
    )
  })
})

describe('secondOpinion', () => {
  it('agrees with a file that our parser reads', async () => {
    expect(secondOpinion(await loadSecondParser(), 'x.bicep', SOURCE, parseFile(SOURCE, 'template').edits)).toEqual([])
  })

  it('says what it cannot read, with its place', async () => {
    const findings = secondOpinion(await loadSecondParser(), 'x.bicep', 'var a = 1\nvar b = = 2\n', [])
    expect(findings.map(({ line, code }) => [line, code])).toEqual([[2, 'BCP018']])
  })
})
