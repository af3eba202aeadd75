import { changed, instructionsOf, type Instruction } from './worked-example'
import { workingCopy, type WorkingCopy } from './working-copy'

let copy: WorkingCopy

// Each builds, generates and runs tests of its own, while the other tests want the machine too.
jest.setTimeout(240_000)

/** Runs a command that has to pass. */
const pass = (line: string): void => {
  const { status, output } = copy.run(line)
  if (status !== 0) throw new Error(`"${line}" exited with ${status}: ${output}`)
}

/** Does what CONTRIBUTING.md says. */
const follow = (instruction: Instruction): void => {
  if (instruction.kind === 'write') copy.write(instruction.path, instruction.text)
  else if (instruction.kind === 'change')
    copy.write(instruction.path, changed(copy.read(instruction.path), instruction.diff))
  else instruction.lines.forEach(pass)
}

const RULE = 'shared/rules/command-cancelled.ts'
const TABLE = 'test/shared/rules/command-cancelled.test.ts'
const TABLE_TEST = 'npx jest test/shared/rules/command-cancelled'
const CHECK_FORMAT = `npx biome format --error-on-warnings ${RULE} ${TABLE} shared/rules/index.ts`
const CHECK_TYPES = 'npx tsc --project tsconfig.rule.json'

describe('a contributor who follows CONTRIBUTING.md', () => {
  beforeEach(() => {
    copy = workingCopy()
  })

  afterEach(() => copy.remove())

  it('adds a rule: the command begins it, its table fails until it is filled in, and then all passes', () => {
    const [begin, ...rest] = instructionsOf('Add a rule')
    expect(begin).toEqual({ kind: 'run', lines: ['npm run new rule aws.command-cancelled'] })
    expect(rest.map((one) => (one.kind === 'run' ? one.kind : one.path))).toEqual([RULE, TABLE, 'run'])
    if (begin !== undefined) follow(begin)
    // the rule with all that it needs, and not the rest of the project
    copy.write('tsconfig.rule.json', JSON.stringify({ extends: './tsconfig.json', include: [], files: [TABLE] }))
    pass(CHECK_TYPES)
    pass(CHECK_FORMAT)

    const unfilled = copy.run(TABLE_TEST)
    expect(unfilled.status).toBe(1)
    expect(unfilled.output).toMatch(
      /put here what the rule reports: low\n\n.*\n\n +Expected: "low"\n +Received: null\n/,
    )

    const registry = copy.read('shared/rules/index.ts')
    expect(registry).toMatch(/'\.\/caller-not-listed'\nimport .*'\.\/command-cancelled'\n/)
    rest.forEach(follow)
    expect(copy.read('docs/reference/rules.md')).toContain('runwarden.aws.command-cancelled')
    pass(CHECK_TYPES)
    pass(CHECK_FORMAT)
  })

  it('adds an operation', () => {
    const instructions = instructionsOf('Add an operation')
    expect(instructions.map(({ kind }) => kind)).toEqual(['change', 'change', 'change', 'run'])
    instructions.forEach(follow)
    expect(copy.read('docs/reference/semantics.md')).toContain('DeleteActivation')
  })

  it('adds a setting', () => {
    const instructions = instructionsOf('Add a setting')
    expect(instructions.map(({ kind }) => kind)).toEqual(['change', 'change', 'run'])
    instructions.forEach(follow)
    expect(copy.read('docs/reference/settings.md')).toContain('RUNWARDEN_CANCELLED_COMMANDS')
    expect(copy.read('infra/azure/settings.bicep')).toContain('cancelledCommands')
  })
})

describe('a new rule', () => {
  const ALREADY = 'test/shared/rules/left-over.test.ts'

  beforeAll(() => {
    copy = workingCopy()
    copy.write(ALREADY, 'mine')
  })

  afterAll(() => copy.remove())

  it.each([
    ['', 'new: got "", expected rule and a name; '],
    ['rule', 'new: got "rule", expected rule and a name; '],
    ['setting some-thing', 'new: got "setting some-thing", expected rule and a name; '],
    ['rule two-words more', 'new: got "rule two-words more", expected rule and a name; '],
    ['rule TwoWords', 'new rule: got the name "TwoWords", expected two or more words in lower case with dashes, '],
    ['rule delete', 'new rule: got the name "delete", expected two or more words '],
    ['rule gcp.two-words', 'new rule: got the name "gcp.two-words", expected two or more words '],
    ['rule ../two-words', 'new rule: got the name "../two-words", expected two or more words '],
    ['rule mass-execution', 'expected one that no file has; choose another, or change shared/rules/mass-execution.ts'],
    ['rule azure.mass-execution', 'new rule: got the name "mass-execution", expected one that no file has; '],
    ['rule read-file', 'or change functions/cli/'],
    ['rule left-over', `or change ${ALREADY}`],
  ])('is refused as "%s"', (args, expected) => {
    const before = copy.read('shared/rules/index.ts')
    const { status, output } = copy.run(`npm run --silent new ${args}`)
    expect(status).toBe(2)
    expect(output).toContain(expected)
    expect([copy.read('shared/rules/index.ts'), copy.read(ALREADY)]).toEqual([before, 'mine'])
  })

  it.each([
    ['aws.zero-day', 'runwarden.aws.zero-day', 'Zero Day', 'awsActivity()'],
    ['azure.one-more-day', 'runwarden.azure.one-more-day', 'One More Day', 'azureActivity()'],
    ['two-days', 'runwarden.cloud.two-days', 'Two Days', 'awsActivity()'],
  ])('of the name %s has the id %s', (name, id, title, activity) => {
    pass(`npm run --silent new rule ${name}`)
    const file = name.replace(/^.*\./, '')
    const rule = copy.read(`shared/rules/${file}.ts`)
    expect(rule).toContain(`id: '${id}',\n  title: '${title}',\n`)
    const [, variable] = /export const (\w+)/.exec(rule) ?? []
    expect(copy.read(`test/shared/rules/${file}.test.ts`)).toContain(activity)
    const registry = copy.read('shared/rules/index.ts')
    expect(registry).toContain(`import { ${variable} } from './${file}'\n`)
    expect(registry).toContain(`\n  ${variable},\n]\n`)
  })
})

describe('a worked example', () => {
  it('names the file of each block, and runs what has no language', () => {
    const page =
      '\n## A\n\n**1. The row: `a.ts`.** Text.\n\n```diff\n b\n+c\n```\n\n```\nrun it\n```\n\n## B\n\n```ts\n```\n'
    expect(instructionsOf('A', page)).toEqual([
      { kind: 'change', path: 'a.ts', diff: ' b\n+c\n' },
      { kind: 'run', lines: ['run it'] },
    ])
    expect(() => instructionsOf('B', page)).toThrow('names no file')
    expect(() => instructionsOf('C', page)).toThrow('no section "C"')
  })

  it('changes the one place that it shows', () => {
    expect(changed('a\nb\nc\n', ' b\n+x\n c\n')).toBe('a\nb\nx\nc\n')
    expect(changed('a\nb\n', '+x\n a\n')).toBe('x\na\nb\n')
    expect(() => changed('a\na\n', ' a\n+x\n')).toThrow('got them twice')
    expect(() => changed('ab\n', ' b\n+x\n')).toThrow('got them nowhere')
  })
})
