export type Dialect = 'shell' | 'powershell' | 'cmd'

/**
 * One word of a command as the interpreter would see it: quotes, escapes, joined pieces and known variables resolved.
 */
export interface Word {
  readonly text: string
  /** Some part of it stood in quotes. */
  readonly quoted: boolean
  /** Command substitutions, sub-expressions and script blocks that stand inside the word. */
  readonly inner: readonly Pipeline[]
}

export interface Redirect {
  /** File descriptor in front of the operator, empty when none is written. */
  readonly descriptor: string
  readonly operator: string
  readonly target: Word
  /** Text of a here-document or here-string, fed to the command's input. */
  readonly body: Word | null
}

export interface Assignment {
  readonly name: string
  readonly value: Word
}

/** A file that a command creates, extends or changes. */
export interface FileWrite {
  /** Forward slashes, lower case, as far as the text shows. */
  readonly path: string
  /** The text written, or the edit's own text; null when it is not in the script. */
  readonly content: string | null
  readonly command: Command
}

export interface Command {
  readonly dialect: Dialect
  /**
   * Lower-case base name without `.exe`, wrappers such as sudo taken away; empty when an expression
   * or an assignment stands alone.
   */
  readonly name: string
  /** The command word as written, path included. */
  readonly path: string
  readonly head: Word | null
  readonly args: readonly Word[]
  readonly assignments: readonly Assignment[]
  readonly redirects: readonly Redirect[]
  /** Head and arguments, lower case, at most 4,096 characters. */
  readonly line: string
  /** The command as written. */
  readonly source: string
  /** The whole pipeline as written. */
  readonly pipelineSource: string
  /** Commands whose output it reads, and that read its output: the nearest 8. */
  readonly upstream: readonly Command[]
  readonly downstream: readonly Command[]
  /** The files it writes, by redirection or by what the command does. */
  readonly writes: readonly FileWrite[]
  /** The command in whose word, or in whose text, it stands. */
  readonly parent: Command | null
}

/** Stages of one pipeline; a group in parentheses or braces is one stage of several commands. */
export interface Pipeline {
  readonly stages: readonly (readonly Command[])[]
}

export type Language = 'python' | 'perl' | 'ruby' | 'php' | 'javascript' | 'awk' | 'lua'

/** A program in another language that a command carries along, comments taken away. */
export interface Code {
  readonly language: Language
  readonly text: string
  /** Given on the command line, not as a file of its own. */
  readonly inline: boolean
  readonly source: string
}

export interface Script {
  readonly dialect: Dialect
  readonly pipelines: readonly Pipeline[]
  /** Every command, also those in substitutions and in text handed to an interpreter, in order of appearance. */
  readonly commands: readonly Command[]
  readonly code: readonly Code[]
  /** Scripts inside it were left out because there were too many. */
  readonly omitted: boolean
  /** Words of the text itself, as written, that were put together from pieces in a way no person writes. */
  readonly assembled: readonly string[]
  /** Words of the text itself in which two known variables stand side by side. */
  readonly joined: number
}
