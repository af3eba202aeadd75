import { canonicalJson } from '../../model/canonical'
import { asObject, asTexts } from '../json'

/** Names, in lower case, of the parameters that hold a command or script in documents of AWS and by custom. */
const SCRIPTS: ReadonlySet<string> = new Set([
  'commands',
  'command',
  'script',
  'commandline',
  'runcommand',
  'linuxcmd',
  'windowscmd',
])
/** Where a script comes from: AWS-RunRemoteScript downloads it and runs its command line. */
const SOURCE = 'sourceinfo'

/**
 * What a document's parameters make run: the lines of the command or script they hold, after the place it is fetched
 * from, else all of them as JSON, because any may end up in a shell. Null when there are none. The value must not nest
 * too deep.
 */
export const textOfParameters = (value: unknown): string | null => {
  const parameters = Object.entries(asObject(value) ?? {})
  const linesOf = (isWanted: (name: string) => boolean): readonly string[] =>
    parameters.flatMap(([name, held]) => (isWanted(name.toLowerCase()) ? asTexts(held) : []))
  const script = linesOf((name) => SCRIPTS.has(name))
  if (script.length > 0) return [...linesOf((name) => name === SOURCE), ...script].join('\n')
  return parameters.length === 0 ? null : canonicalJson(Object.fromEntries(parameters))
}
