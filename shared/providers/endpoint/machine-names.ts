import type { JsonObject } from '../json'
import { parseResourceId } from '../azure/resource-id'
import { eventText } from './event-fields'

/** Every name an event gives its machine. */
export interface MachineNames {
  /** Host names in lower case, fully qualified and short, the instance's id and its Azure resource id. */
  readonly all: readonly string[]
  /** The one that the control plane would use, else a host name; null when the event names no machine. */
  readonly best: string | null
}

const HOST_NAMES = ['cloud.instance.name', 'host.name', 'host.hostname', 'winlog.computer_name'] as const

const RESOURCE_IDS = ['azure.resource.id', 'azure.resource_id', 'cloud.resource.id', 'cloud.instance.id'] as const

/** Machine names of an event; `instanceId` is the one its paths show, which the agent itself goes by. */
export const machineNamesOf = (event: JsonObject, instanceId: string | null): MachineNames => {
  const resource =
    RESOURCE_IDS.map((name) => parseResourceId(eventText(event, name) ?? '', []).machine).find(
      (machine) => machine !== null,
    ) ?? null
  const instance = instanceId ?? awsInstance(eventText(event, 'cloud.instance.id'))
  const hosts = HOST_NAMES.map((name) => eventText(event, name)?.toLowerCase() ?? null)
  const short = hosts.map((host) => host?.split('.')[0] ?? null)
  const all = [
    ...new Set([resource, instance, ...hosts, ...short].filter((name): name is string => name !== null && name !== '')),
  ]
  return { all, best: all[0] ?? null }
}

const awsInstance = (id: string | null): string | null =>
  id !== null && /^m?i-[0-9a-z]+$/i.test(id) ? id.toLowerCase() : null
