import type { SettingProblem } from '../../../shared/config/load'

const line = ({ name, got, expected, doThis }: SettingProblem): string =>
  `- ${name}: got ${got}; expected ${expected}; ${doThis}`

/**
 * Every problem of a deployment in one error, a line each, and notices of keys that have new names. People read it at
 * synth, so that it carries no stack.
 */
export class ContextError extends Error {
  constructor(problems: readonly SettingProblem[], notices: readonly string[] = []) {
    const count = `${problems.length} problem${problems.length === 1 ? '' : 's'}`
    const lines = [...problems.map(line), ...notices.map((notice) => `- notice: ${notice}`)]
    super([`${count} in the settings of the deployment (cdk.json or -c key=value)`, ...lines].join('\n'))
    this.stack = this.message
  }
}
