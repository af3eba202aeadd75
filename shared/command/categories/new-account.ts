import { operands, optionValue } from '../tokens/options'
import { inputText } from '../tokens/printed-text'
import type { Command, FileWrite } from '../tokens/script'
import { type Category, eachCommand, type Evidence, fromMarks, type Mark, strong, weak } from './category'

const POWERFUL = /(?:^|,)(?:sudo|wheel|admin|root|shadow)(?:,|$)/
const ADMINISTRATORS =
  /administrators|admins|remote desktop users|remote management users|backup operators|s-1-5-32-544/
/** A sudoers rule that allows every command; one for a few commands is how deployments are let restart a service. */
const ALL_COMMANDS = /(?:\)|=|nopasswd\s{0,4}:)\s{0,8}(?:nopasswd\s{0,4}:\s{0,8})?all\b|!authenticate/
const RIGHTS = 'gives an account administrator rights'
const PASSWORD = "sets an account's password"
const KEY = 'lets a key log in'

const MARKS: readonly Mark[] = [
  { names: ['chpasswd'], line: /^/, strength: 'strong', why: PASSWORD },
  { names: ['ssh-copy-id'], line: /^/, strength: 'strong', why: KEY },
  { names: ['passwd'], line: /\s(?:-d|--delete)\b/, strength: 'strong', why: "removes an account's password" },
  { names: ['passwd'], line: /\s--stdin\b/, strength: 'strong', why: PASSWORD },
  { names: ['new-localuser', 'new-aduser'], line: /^/, strength: 'strong', why: 'creates an account' },
  { names: ['enable-localuser'], line: /^/, strength: 'weak', why: 'activates an account' },
  { names: ['dsadd'], line: /^\S{1,256}\suser\b/, strength: 'strong', why: 'creates an account' },
]
const ADDS_MEMBER = new Set(['add-localgroupmember', 'add-adgroupmember', 'add-adprincipalgroupmembership'])
const CHANGES_USER = new Set(['useradd', 'adduser', 'usermod'])

const added = (command: Command): Evidence =>
  ADMINISTRATORS.test(command.line)
    ? strong(command, 'adds an account to a powerful group')
    : weak(command, 'adds an account to a group')

const byNet = (command: Command): Evidence | null => {
  const words = command.args.map(({ text }) => text.toLowerCase())
  const adds = words.some((word) => word === '/add' || word === '/ad')
  if (words[0] === 'user' || words[0] === 'users') {
    if (adds) return strong(command, 'creates an account')
    return words.includes('/active:yes') ? weak(command, 'activates an account') : null
  }
  return adds && (words[0] === 'localgroup' || words[0] === 'group') ? added(command) : null
}

/** The groups that `useradd -G`, `usermod -aG` or `adduser name group` name. */
const groupsGiven = (command: Command): readonly string[] => {
  const words = operands(command)
  const joined = command.args.findIndex(({ text }) => text === '-aG' || text === '-Ga')
  return [
    optionValue(command, 'G', 'groups') ?? '',
    optionValue(command, 'g', 'gid') ?? '',
    joined === -1 ? '' : (command.args[joined + 1]?.text ?? ''),
    command.name === 'adduser' && words.length === 2 ? (words[1] ?? '') : '',
  ]
}

/** An account for a service: without a shell to log in with. */
const isService = (command: Command): boolean => {
  const shell = optionValue(command, 's', 'shell')
  return shell === null
    ? command.args.some(({ text }) => /^(?:-[A-Za-z]{0,8}r[A-Za-z]{0,8}|-S|--system)$/.test(text))
    : /(?:nologin|false)$/.test(shell)
}

const byUserTool = (command: Command): Evidence | null => {
  if (groupsGiven(command).some((groups) => POWERFUL.test(groups))) return strong(command, RIGHTS)
  const isRoot =
    optionValue(command, 'u', 'uid') === '0' || command.args.some(({ text }) => /^-[a-z]{1,4}u0$/.test(text))
  if (isRoot) return strong(command, 'gives an account the number of root')
  if (command.name === 'usermod')
    return optionValue(command, 'p', 'password') === null ? null : strong(command, PASSWORD)
  return isService(command) ? null : weak(command, 'creates an account that can log in')
}

const byCommand = (command: Command): Evidence | null => {
  const { name, line } = command
  if (name === 'net' || name === 'net1') return byNet(command)
  if (CHANGES_USER.has(name)) return byUserTool(command)
  if (ADDS_MEMBER.has(name)) return added(command)
  if (name === 'gpasswd')
    return line.includes(' -a') && POWERFUL.test(operands(command).at(-1) ?? '') ? strong(command, RIGHTS) : null
  if (name === 'passwd' && inputText(command) !== null) return strong(command, PASSWORD)
  if (line.includes('winnt://') && /\.(?:create|add|setpassword)\(/.test(line))
    return strong(command, 'creates or changes an account')
  return fromMarks(command, MARKS)
}

/** `sed '/.../d'`: lines are taken out, not put in. */
const removes = ({ command, content }: FileWrite): boolean =>
  command.name === 'sed' && content !== null && /\/[dD]\b/.test(content)

const byWrite = (write: FileWrite): Evidence | null => {
  const { path, command } = write
  const content = write.content?.toLowerCase() ?? null
  if (removes(write)) return null
  if (/authorized_keys2?$/.test(path)) return strong(command, KEY)
  if (/\/etc\/sudoers(?:$|\.d\/)/.test(path)) {
    const allowsAll = content === null || ALL_COMMANDS.test(content)
    return allowsAll ? strong(command, RIGHTS) : weak(command, 'lets an account run some commands as another')
  }
  if (path === '/etc/passwd' || path === '/etc/shadow') return strong(command, 'writes the list of accounts')
  const isOpened =
    path.endsWith('/sshd_config') && /(?:permitrootlogin|passwordauthentication)\s{1,8}yes/.test(content ?? '')
  return isOpened ? weak(command, 'lets more accounts log in') : null
}

const judge = (command: Command): Evidence | null =>
  command.writes.map(byWrite).find((evidence) => evidence !== null) ?? byCommand(command)

export const newAccount: Category = {
  id: 'new-account',
  title: 'New account',
  find: (script) => eachCommand(script, judge),
}
