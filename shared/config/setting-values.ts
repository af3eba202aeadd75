import { optionalText } from './setting-types'

/** An ARN of one service. */
export const arn = (service: string) => optionalText(new RegExp(`^arn:[a-z0-9-]+:${service}:`), `an ARN of ${service}`)
/** What is wrong with an entry of a list of accounts, null when nothing is; likewise for tenants and networks. */
export const account = (value: string): string | null =>
  /^\d{12}$/.test(value) ? null : `"${value}" is no 12-digit account id`
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** A client id of Entra. */
export const clientIdText = optionalText(GUID, 'a client id')

export const tenant = (value: string): string | null => (GUID.test(value) ? null : `"${value}" is no tenant id`)
export const network = (value: string): string | null =>
  /^(AS\d{1,10}|[0-9.]{7,15}\/\d{1,2}|[0-9a-f:]{2,39}\/\d{1,3})$/i.test(value)
    ? null
    : `"${value}" is neither a CIDR range nor an AS number such as AS64500`
/** JSON schema of a list of objects. */
export const array = (item: string): Readonly<Record<string, unknown>> => ({
  type: 'array',
  items: { type: 'object', description: item },
})
