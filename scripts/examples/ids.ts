/** Ids from documentation ranges only: made-up account, tenant and subscription, addresses of RFC 5737. */
export const ACCOUNT = '123456789012'
export const PARTNER_ACCOUNT = '444455556666'
export const REGION = 'eu-west-1'

/** A zero-filled UUID for a number. */
export const uuid = (number: number): string => `00000000-0000-0000-0000-${number.toString(16).padStart(12, '0')}`

export const TENANT = uuid(0xa1)
export const PARTNER_TENANT = uuid(0xa2)
export const SUBSCRIPTION = uuid(0xb1)
/** @internal */
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-shop`

export const vm = (name: string): string => `${GROUP}/providers/Microsoft.Compute/virtualMachines/${name}`
export const AUTOMATION_ACCOUNT = `${GROUP}/providers/Microsoft.Automation/automationAccounts/aa-shop`

/** An EC2 instance id for a number. */
export const instance = (number: number): string => `i-0${String(number).padStart(16, '0')}`

/** UUIDs one after the other, beginning after `first`. */
export const counter = (first: number): (() => string) => {
  let last = first
  return () => uuid(++last)
}

/** The same time a number of seconds later. */
export const later = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1_000).toISOString()
