import type { SettingProblem } from '../../../shared/config/load'

const line = ({ name, got, expected, doThis }: SettingProblem): string => `- ${name}: got ${got}; expected ${expected}; ${doThis}`

/** Every problem of a deployment in one error, a line each. */
export class ContextError extends Error {
  constructor(readonly problems: readonly SettingProblem[]) {
    super(`${problems.length} problem${problems.length === 1 ? '' : 's'} in the settings of the deployment (cdk.json or -c key=value)\n${problems.map(line).join('\n')}`)
    this.name = 'ContextError'
  }
}
