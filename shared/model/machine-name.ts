/**
 * Windows computer names end after 15 characters:
 * learn.microsoft.com/troubleshoot/windows-server/active-directory/naming-conventions-for-computer-domain-site-ou
 */
const COMPUTER_NAME_LENGTH = 15

/** A mark that no machine name can contain keeps cut names apart from whole ones. */
const cut = (name: string): string => `${name.slice(0, COMPUTER_NAME_LENGTH)}~`

/**
 * Keys under which a control-plane target and a guest's own name can meet: two names mean one machine when they share a
 * key. Case and domain never distinguish two machines. Only a guest's name of exactly 15 characters may be the cut form
 * of a longer machine name; a longer one is whole, so that machines whose names begin alike stay apart. A scale-set
 * instance is known by its resource id only, because its number is no host name.
 */
export const machineKeys = (name: string): readonly string[] => {
  const lower = name.toLowerCase()
  if (!lower.startsWith('/subscriptions/')) return /^m?i-/.test(lower) ? [lower] : hostKeys(lower.split('.')[0] ?? '')
  if (lower.includes('/virtualmachinescalesets/')) return [lower]
  const machine = lower.slice(lower.lastIndexOf('/') + 1)
  return machine.length > COMPUTER_NAME_LENGTH ? [lower, machine, cut(machine)] : [lower, machine]
}

const hostKeys = (host: string): readonly string[] => {
  if (host === '') return []
  return host.length === COMPUTER_NAME_LENGTH ? [host, cut(host)] : [host]
}
