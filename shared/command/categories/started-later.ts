import type { Command, Script } from '../tokens/script'
import { type Evidence, strong, weak } from './category'
import { hiddenRun } from './hidden-run'

/** The commands that a command's text carries, by that command. */
export type Children = ReadonlyMap<Command, readonly Command[]>

export const childrenOf = (script: Script): Children => {
  const children = new Map<Command, Command[]>()
  for (const command of script.commands) {
    if (command.parent === null) continue
    const list = children.get(command.parent)
    if (list === undefined) children.set(command.parent, [command])
    else list.push(command)
  }
  return children
}

const DEPTH_MAX = 3
const CHILDREN_MAX = 64

const descendants = (command: Command, children: Children, depth = 0): readonly Command[] =>
  depth > DEPTH_MAX
    ? []
    : (children.get(command) ?? [])
        .slice(0, CHILDREN_MAX)
        .flatMap((child) => [child, ...descendants(child, children, depth + 1)])

/**
 * A program that starts by itself is strong when it hides, and weak in plain sight: cron jobs
 * and services are everyday work.
 */
export const startedLater = (command: Command, children: Children, what: string): Evidence => {
  const hidden = descendants(command, children)
    .map(hiddenRun)
    .find((found) => found !== null)
  return hidden === undefined ? weak(command, what) : strong(command, `${what}: ${hidden}`)
}
