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
export type Strength = 'strong' | 'weak'

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

/** The shortest text that shows a command in its place: its pipeline, or the command alone where that is long. */
const sourceOf = (found: Command | Code): string => ('pipelineSource' in found && found.pipelineSource.length <= 160 ? found.pipelineSource : found.source)

export const strong = (found: Command | Code, why: string): Evidence => ({ strength: 'strong', source: sourceOf(found), why })

export const weak = (found: Command | Code, why: string): Evidence => ({ strength: 'weak', source: sourceOf(found), why })

/** Judges every command by itself. */
export const eachCommand = (script: Script, judge: (command: Command) => Evidence | null): readonly Evidence[] => script.commands.map(judge).filter((evidence) => evidence !== null)
