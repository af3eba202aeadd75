const SUBSCRIPTION = /^\/subscriptions\/[^/]*(?:\/resourcegroups\/([^/]*))?(?:\/providers\/[^/]+\/(.*))?$/i

/** Everything that looks like an Azure resource id inside a longer text. */
const RESOURCE_ID = /\/subscriptions\/[^\s,;"']+/gi

/** Every second segment of `type/name/type/name`. */
const names = (path: string): readonly string[] => path.split('/').filter((_, place) => place % 2 === 1)

/**
 * The name people use for a target: an Azure resource id becomes `group/machine` or `group/scale set/instance`,
 * everything else stays. The subscription is named in another place, and the whole id is in the alert's JSON and links.
 */
export const targetName = (id: string): string => {
  const match = SUBSCRIPTION.exec(id)
  if (match === null) return id
  const [, group = '', path = ''] = match
  const short = [group, ...names(path)].filter((part) => part !== '').join('/')
  return short === '' ? id : short
}

/** A text with every Azure resource id in it written as in `targetName`. */
export const shortenTargets = (text: string): string => text.replace(RESOURCE_ID, targetName)
