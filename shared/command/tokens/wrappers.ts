import type { Word } from './script'

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valued?: readonly string[]
  /** Words of its own that come before the command. */
  readonly operands?: number
  /** `NAME=value` words may stand before the command. */
  readonly environment?: true
  /** Switches begin with a slash, and a quoted title may come first. */
  readonly windows?: true
}

/**
 * Commands that run the command in their arguments, and how to find it (their manual pages;
 * `start`: Microsoft command reference).
 */
const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  [
    'sudo',
    {
      valued: [
        '-u',
        '-g',
        '-h',
        '-p',
        '-C',
        '-T',
        '-r',
        '-t',
        '-U',
        '-D',
        '-R',
        '--user',
        '--group',
        '--prompt',
        '--chdir',
      ],
      environment: true,
    },
  ],
  ['doas', { valued: ['-u', '-C'] }],
  ['env', { valued: ['-u', '-C', '--unset', '--chdir'], environment: true }],
  ['nohup', {}],
  ['setsid', {}],
  ['time', { valued: ['-f', '-o'] }],
  ['nice', { valued: ['-n', '--adjustment'] }],
  ['ionice', { valued: ['-c', '-n', '-p'] }],
  ['timeout', { valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 }],
  ['stdbuf', { valued: ['-i', '-o', '-e'] }],
  ['command', {}],
  ['builtin', {}],
  ['exec', { valued: ['-a'] }],
  ['coproc', {}],
  ['chroot', { valued: ['--userspec', '--groups'], operands: 1 }],
  ['flock', { valued: ['-w', '-E', '--timeout', '--conflict-exit-code'], operands: 1 }],
  [
    'xargs',
    {
      valued: [
        '-I',
        '-n',
        '-P',
        '-L',
        '-d',
        '-a',
        '-s',
        '-E',
        '--max-args',
        '--max-procs',
        '--delimiter',
        '--arg-file',
      ],
    },
  ],
  ['watch', { valued: ['-n', '--interval'] }],
  ['busybox', {}],
  ['toybox', {}],
  ['unbuffer', {}],
  ['strace', { valued: ['-e', '-o', '-s', '-p', '-u'] }],
  ['proxychains', { valued: ['-f'] }],
  ['proxychains4', { valued: ['-f'] }],
  ['torsocks', {}],
  ['torify', {}],
  ['runuser', { valued: ['-u', '--user', '-g'] }],
  ['setpriv', { valued: ['--reuid', '--regid', '--groups'] }],
  [
    'systemd-run',
    {
      valued: [
        '-p',
        '--property',
        '--unit',
        '-u',
        '--uid',
        '--gid',
        '-E',
        '--setenv',
        '-M',
        '--on-active',
        '--on-calendar',
      ],
    },
  ],
  ['nsenter', { valued: ['-t', '-S', '-G', '--target'] }],
  ['unshare', { valued: ['-S', '-G', '--setuid', '--setgid'] }],
  ['systemd-cat', { valued: ['-t', '-p'] }],
  ['cgexec', { valued: ['-g'] }],
  ['taskset', { operands: 1 }],
  ['start', { valued: ['/d', '/node', '/affinity'], windows: true }],
  ['call', { windows: true }],
])

const ASSIGNMENT = /^[A-Za-z_]\w{0,63}=/

/** The command word's base name, lower case, without `.exe`. */
export const baseName = (path: string): string =>
  path
    .slice(-256)
    .split(/[\\/]/)
    .at(-1)
    ?.toLowerCase()
    .replace(/\.(?:exe|com)$/, '') ?? ''

const skipOwnWords = (words: readonly Word[], wrapper: Wrapper): readonly Word[] => {
  let at = 1
  if (wrapper.windows && words[at]?.quoted) at += 1
  let operands = wrapper.operands ?? 0
  for (; at < words.length; at += 1) {
    const text = words[at]?.text ?? ''
    if (text === '--') return words.slice(at + 1 + operands)
    if (text.startsWith('-') || (wrapper.windows && text.startsWith('/'))) {
      if (wrapper.valued?.includes(text)) at += 1
    } else if (wrapper.environment && ASSIGNMENT.test(text)) continue
    else if (operands > 0) operands -= 1
    else break
  }
  return words.slice(at)
}

/**
 * The words of the command that really runs: without sudo, env, timeout and the like. A
 * wrapper that wraps nothing stays.
 */
export const unwrap = (words: readonly Word[]): readonly Word[] => {
  let rest = words
  for (let layer = 0; layer < 8; layer += 1) {
    const wrapper = WRAPPERS.get(baseName(rest[0]?.text ?? ''))
    if (wrapper === undefined) return rest
    const inner = skipOwnWords(rest, wrapper)
    if (inner.length === 0) return rest
    rest = inner
  }
  return rest
}
