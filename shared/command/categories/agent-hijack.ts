import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { isActing } from './purpose'

/**
 * The agent obeys the account or tenant it is registered with: registering it again hands the machine over.
 * (SSM hybrid activations: `amazon-ssm-agent -register -code -id -region`, `ssm-setup-cli -register`; Azure Arc: `azcmagent connect`.)
 */
const judge = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  const { name, line } = command
  if (/^amazon-ssm-agent/.test(name) && /\s-register\b/.test(line) && /\s-(?:code|id)\b/.test(line)) return strong(command, 'registers the Systems Manager agent with the account that made the activation code')
  if (name === 'ssm-setup-cli' && /-register\b/.test(line)) return strong(command, 'registers the Systems Manager agent with the account that made the activation code')
  if (name === 'azcmagent' && /^\S{1,256}\sconnect\b/.test(line)) return strong(command, 'binds the machine to the Azure tenant and subscription it names')
  if (name === 'azcmagent' && /\bdisconnect\b/.test(line)) return weak(command, 'unbinds the machine from Azure')
  return line.includes('amazon-ssm-agent') && /\s-register\b/.test(line) && /\s-code\b/.test(line) ? strong(command, 'registers the Systems Manager agent with the account that made the activation code') : null
}

export const agentHijack: Category = { id: 'agent-hijack', title: 'Agent hijack', find: (script) => eachCommand(script, judge) }
