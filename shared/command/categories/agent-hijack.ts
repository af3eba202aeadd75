import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { isActing } from './purpose'

const HANDED_OVER = 'registers the Systems Manager agent with the account that made the activation code'

/**
 * An agent obeys the account or tenant it is registered with: registering it again hands the machine over.
 * (Systems Manager hybrid activations: `amazon-ssm-agent -register -code -id -region`, `ssm-setup-cli -register`;
 * Azure Arc: `azcmagent connect`.)
 */
const judge = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  const { name, line } = command
  if (line.includes('amazon-ssm-agent') && /\s-register\b/.test(line)) {
    if (/\s-(?:code|id)\b/.test(line)) return strong(command, HANDED_OVER)
    return /\s-clear\b/.test(line) ? weak(command, "takes the Systems Manager agent's registration away") : null
  }
  if (name === 'ssm-setup-cli' && /-register\b/.test(line)) return strong(command, HANDED_OVER)
  if (name !== 'azcmagent') return null
  const verb = command.args.find(({ text }) => !text.startsWith('-'))?.text.toLowerCase()
  if (verb === 'connect') return strong(command, 'binds the machine to the Azure tenant and subscription it names')
  return verb === 'disconnect' ? weak(command, 'unbinds the machine from Azure') : null
}

export const agentHijack: Category = {
  id: 'agent-hijack',
  title: 'Agent hijack',
  find: (script) => eachCommand(script, judge),
}
