import { commandFromWords } from './command'
import type { Command, Word } from './script'

const CONTAINER_TOOLS = new Set(['docker', 'podman', 'nerdctl', 'kubectl', 'oc', 'crictl', 'ctr'])
/** Options of `run` and `exec` whose value is the next word (docker and kubectl reference). */
const VALUED = new Set([
  '-v',
  '-p',
  '-e',
  '-w',
  '-u',
  '-h',
  '-l',
  '-m',
  '-n',
  '-c',
  '--name',
  '--network',
  '--volume',
  '--env',
  '--env-file',
  '--user',
  '--entrypoint',
  '--mount',
  '--publish',
  '--workdir',
  '--label',
  '--cpus',
  '--memory',
  '--restart',
  '--pid',
  '--ipc',
  '--namespace',
  '--container',
  '--image',
  '--cap-add',
  '--device',
  '--add-host',
  '--log-driver',
  '--log-opt',
  '--platform',
  '--hostname',
  '--kubeconfig',
  '--context',
])

const behindFind = (args: readonly Word[]): readonly Word[] => {
  const start = args.findIndex(({ text }) => text === '-exec' || text === '-execdir' || text === '-ok')
  if (start === -1) return []
  const end = args.findIndex(({ text }, index) => index > start && (text === ';' || text === '+'))
  return args.slice(start + 1, end === -1 ? undefined : end)
}

const behindContainer = (args: readonly Word[]): readonly Word[] => {
  const verb = args.findIndex(({ text }) => text === 'exec' || text === 'run')
  if (verb === -1) return []
  const dashes = args.findIndex(({ text }, index) => index > verb && text === '--')
  if (dashes !== -1) return args.slice(dashes + 1)
  let at = verb + 1
  while (args[at]?.text.startsWith('-')) at += VALUED.has(args[at]?.text ?? '') ? 2 : 1
  return args.slice(at + 1)
}

/**
 * The command in another command's words: `find ... -exec cat {} \;`, `kubectl exec pod -- cat x`, `docker run -v
 * /:/host image cat x`; null when there is none.
 */
export const carriedCommand = (command: Command): Command | null => {
  const words =
    command.name === 'find'
      ? behindFind(command.args)
      : CONTAINER_TOOLS.has(command.name)
        ? behindContainer(command.args)
        : []
  if (words.length === 0) return null
  const { dialect, source, pipelineSource } = command
  return commandFromWords(words, { dialect, source, pipelineSource, parent: command })
}
