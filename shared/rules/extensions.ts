import type { Activity } from '../model/activity'

/**
 * Extensions that run scripts or change who may log on; the resource's name is the caller's choice, so the
 * type counts where it is known.
 */
const SCRIPT_RUNNERS: readonly RegExp[] = [
  /customscript|runcommand|vmaccess|vmapplicationmanager|powershell[./-]?dsc|(^|[./-])dsc(forlinux)?($|[./-])/im,
  /hybridworker|aadsshlogin|aadloginfor|openssh|teamservicesagent|chef|puppet|saltstack|(^|[./-])salt-?minion/im,
]

export const isExtensionDeployment = ({ cloud, family, operation }: Activity): boolean =>
  cloud === 'azure' && family === 'extension' && operation.endsWith('/extensions/write')

export const runsScripts = ({ document, item, payload }: Activity): boolean =>
  payload.kind === 'text' || SCRIPT_RUNNERS.some((runner) => runner.test(`${document?.name ?? ''}\n${item ?? ''}`))

/**
 * Publisher and type are parted by a slash, which no name of an extension holds: they come from the resource, not from
 * the writer's choice of a name.
 */
const isTypeKnown = ({ document }: Activity): boolean => document?.name.includes('/') ?? false

/**
 * An application puts an agent on a machine, as Azure Policy, Backup and Defender for Cloud do with every new one: the
 * extension's type is known, and runs no scripts.
 */
export const isAgentRollout = (activity: Activity): boolean =>
  isExtensionDeployment(activity) && activity.actor.human === false && isTypeKnown(activity) && !runsScripts(activity)
