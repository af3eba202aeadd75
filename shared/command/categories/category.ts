import type { Code, Command, Script } from '../tokens/script'

export type CategoryId =
  | 'reverse-shell'
  | 'metadata-credentials'
  | 'download-and-run'
  | 'credential-files'
  | 'new-account'
  | 'persistence'
  | 'cover-up'
  | 'miner'
  | 'remote-access'
  | 'agent-hijack'
  | 'cloud-control'
  | 'destruction'
  | 'known-tool'
  | 'discovery'
  | 'download'
  | 'upload'
  | 'obfuscation'
  | 'inline-program'
  | 'hidden-execution'
  | 'dropped-script'

/** Strong wakes someone up; weak explains. */
type Strength = 'strong' | 'weak'

export interface Evidence {
  readonly strength: Strength
  /** The command as written. */
  readonly source: string
  readonly why: string
}

/** One kind of thing that attackers do, and how it shows in a script. */
export interface Category {
  readonly id: CategoryId
  readonly title: string
  readonly find: (script: Script) => readonly Evidence[]
}

/** A command whose name and words show what it does: a row of a table. */
export interface Mark {
  readonly names: readonly string[]
  readonly line: RegExp
  readonly strength: Strength
  readonly why: string
}

const SHOWN_MAX = 160

/** The shortest text that shows a command in its place: its pipeline, or the command alone where that is long. */
const sourceOf = (found: Command | Code): string =>
  'pipelineSource' in found && found.pipelineSource.length <= SHOWN_MAX ? found.pipelineSource : found.source

const evidenceOf = (strength: Strength, found: Command | Code, why: string): Evidence => ({
  strength,
  source: sourceOf(found),
  why,
})

export const strong = (found: Command | Code, why: string): Evidence => evidenceOf('strong', found, why)

export const weak = (found: Command | Code, why: string): Evidence => evidenceOf('weak', found, why)

/** The first row that a command fits. */
export const fromMarks = (command: Command, marks: readonly Mark[]): Evidence | null => {
  const mark = marks.find(({ names, line }) => names.includes(command.name) && line.test(command.line))
  return mark === undefined ? null : evidenceOf(mark.strength, command, mark.why)
}

/** Judges every command by itself. */
export const eachCommand = (script: Script, judge: (command: Command) => Evidence | null): readonly Evidence[] => {
  const found: Evidence[] = []
  for (const command of script.commands) {
    const evidence = judge(command)
    if (evidence !== null) found.push(evidence)
  }
  return found
}

/** Judges every program in another language. */
export const eachProgram = (script: Script, judge: (code: Code) => Evidence | null): readonly Evidence[] =>
  script.code.map(judge).filter((evidence) => evidence !== null)
