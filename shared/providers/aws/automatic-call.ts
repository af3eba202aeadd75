import type { Principal } from '../../model/activity'
import type { CloudTrailRecord } from './cloudtrail'
import { childOf, textOf } from './read-field'

const SYSTEMS_MANAGER = /^ssm\.amazonaws\.com(?:\.cn)?$/
const MAKER = /^(?:StateManager|Automation|Maintenance-?Window)/i
const SERVICE_ROLE = ':role/AWSServiceRoleForAmazonSSM'

const isSystemsManager = (name: string | null): boolean => name !== null && SYSTEMS_MANAGER.test(name)

/**
 * Whether Systems Manager itself made the call for an association, a maintenance window or an automation. The call
 * that set those up is judged, so this one is only listed. Only AWS writes `invokedBy` and a service's name into
 * `sourceIPAddress`; client and session names are the caller's to choose and count for nothing without them.
 */
export const isAutomatic = (record: CloudTrailRecord, actor: Principal): boolean => {
  if (!isSystemsManager(textOf(record.identity, 'invokedBy')) && !isSystemsManager(record.sourceAddress)) return false
  if (
    textOf(record.identity, 'type') === 'AWSService' ||
    [actor.key, ...actor.aliases].some((name) => name.endsWith(SERVICE_ROLE))
  )
    return true
  const clientName = textOf(record.request, 'clientName') ?? textOf(childOf(record.response, 'command'), 'clientName')
  return [clientName, actor.session].some((name) => name !== null && MAKER.test(name))
}
