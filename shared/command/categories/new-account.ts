import { fileWrites, type FileWrite } from '../tokens/file-writes'
import { operands, optionValue, parameter } from '../tokens/options'
import { inputText } from '../tokens/printed-text'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'

const POWERFUL = /(?:^|,)(?:sudo|wheel|admin|root|shadow)(?:,|$)/
const ADMINISTRATORS = /administrators|admins|remote desktop users|remote management users|backup operators|s-1-5-32-544/
/** A sudoers rule that allows every command; one for a few commands is how deployments are let restart a service. */
const ALL_COMMANDS = /\)\s{0,8}(?:nopasswd\s{0,4}:\s{0,8})?all\b|=\s{0,8}all\b|=\s{0,8}(?:nopasswd\s{0,4}:\s{0,8})all\b|nopasswd\s{0,4}:\s{0,8}all\b|!authenticate/

const byNet = (command: Command): Evidence | null => {
  const words = command.args.map(({ text }) => text.toLowerCase())
  if ((command.name !== 'net' && command.name !== 'net1') || !words.some((word) => /^\/ad{1,2}$/.test(word))) {
    return command.name === 'net' && words[0] === 'user' && words.includes('/active:yes') ? weak(command, 'activates an account') : null
  }
  if (/^users?$/.test(words[0] ?? '')) return strong(command, 'creates an account')
  if (words[0] === 'localgroup' || words[0] === 'group') return ADMINISTRATORS.test(command.line) ? strong(command, 'adds an account to a powerful group') : weak(command, 'adds an account to a group')
  return null
}

const byUnixTool = (command: Command): Evidence | null => {
  const { name } = command
  switch (name) {
    case 'useradd':
    case 'adduser':
    case 'usermod': {
      const groups = [optionValue(command, 'G', 'groups'), optionValue(command, 'g', 'gid'), name === 'adduser' && operands(command).length === 2 ? operands(command)[1] : null]
      if (groups.some((group) => typeof group === 'string' && POWERFUL.test(group)) || (command.args.some(({ text }) => text === '-aG' || text === '-Ga') && POWERFUL.test(command.args.at(-2)?.text ?? ''))) return strong(command, 'gives an account administrator rights')
      if (optionValue(command, 'u', 'uid') === '0') return strong(command, 'gives an account the number of root')
      return name === 'usermod' && optionValue(command, 'p', 'password') !== null ? strong(command, 'sets an account\'s password') : null
    }
    case 'gpasswd':
      return POWERFUL.test(operands(command).at(-1) ?? '') && command.line.includes(' -a') ? strong(command, 'gives an account administrator rights') : null
    case 'chpasswd':
      return strong(command, 'sets an account\'s password')
    case 'passwd':
      if (command.args.some(({ text }) => text === '--stdin') || inputText(command) !== null) return strong(command, 'sets an account\'s password')
      return command.args.some(({ text }) => text === '-d' || text === '--delete') ? strong(command, 'removes an account\'s password') : null
    case 'ssh-copy-id':
      return strong(command, 'lets a key log in')
    default:
      return null
  }
}

const byCmdlet = (command: Command): Evidence | null => {
  switch (command.name) {
    case 'new-localuser':
    case 'new-aduser':
      return strong(command, 'creates an account')
    case 'add-localgroupmember':
    case 'add-adgroupmember':
    case 'add-adprincipalgroupmembership':
      return ADMINISTRATORS.test(`${parameter(command, 'group') ?? ''} ${command.line}`.toLowerCase()) ? strong(command, 'adds an account to a powerful group') : weak(command, 'adds an account to a group')
    case 'dsadd':
      return /^dsadd\S{0,4}\suser/.test(command.line) ? strong(command, 'creates an account') : null
    default:
      return /winnt:\/\//.test(command.line) && /\.(?:create|add|setpassword)\(/.test(command.line) ? strong(command, 'creates or changes an account') : null
  }
}

const removes = ({ command, content }: FileWrite): boolean => command.name === 'sed' && content !== null && /\/[dD]\b|\/[dD]$/.test(content)

const byWrite = (write: FileWrite): Evidence | null => {
  const { path, content, command } = write
  if (/authorized_keys2?$/.test(path)) return removes(write) ? null : strong(command, 'lets a key log in')
  if (/\/etc\/sudoers(?:$|\.d\/)/.test(path)) return removes(write) ? null : content === null || ALL_COMMANDS.test(content.toLowerCase()) ? strong(command, 'gives an account administrator rights') : weak(command, 'lets an account run some commands as another')
  return /^\/etc\/(?:passwd|shadow)$/.test(path) && !removes(write) ? strong(command, 'writes the list of accounts') : null
}

const judge = (command: Command): Evidence | null => {
  const written = fileWrites(command).map(byWrite).find((evidence) => evidence !== null)
  return written ?? byNet(command) ?? byUnixTool(command) ?? byCmdlet(command)
}

export const newAccount: Category = { id: 'new-account', title: 'New account', find: (script) => eachCommand(script, judge) }
