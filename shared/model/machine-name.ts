/** Windows computer names end after 15 characters (NetBIOS), so that a host may know itself by less than its full name. */
const COMPUTER_NAME_LENGTH = 15

const shortName = (name: string): string => (name.toLowerCase().split('.')[0] ?? '').slice(0, COMPUTER_NAME_LENGTH)

/**
 * Keys under which a control-plane target and a guest's own name can meet: two names mean one machine when they share a key.
 * Case and domain never tell two machines apart, and the 15-character computer name stands for the longer one.
 * A scale-set instance is known by its resource id only, because its number is no host name.
 */
export const machineKeys = (name: string): readonly string[] => {
  const lower = name.toLowerCase()
  if (!lower.startsWith('/subscriptions/')) return /^m?i-/.test(lower) ? [lower] : [shortName(lower)].filter((key) => key !== '')
  if (lower.includes('/virtualmachinescalesets/')) return [lower]
  return [lower, shortName(lower.slice(lower.lastIndexOf('/') + 1))]
}
