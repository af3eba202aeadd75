/**
 * One operation of a service with an AWS JSON protocol: takes the request as the client sent it, returns the
 * result or throws a ServiceError.
 */
type JsonOperation = (input: never) => unknown

export type JsonOperations = Readonly<Record<string, JsonOperation>>

/** An error of the service, which its client turns into an error of this name. */
export class ServiceError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message)
  }
}

export interface Paging {
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Left out on the last page. */
  readonly NextToken?: string
}

/** One page of a list; `limits` are the smallest and the largest page size the service accepts. */
export function pageOf<T>(
  all: readonly T[],
  { MaxResults, NextToken }: Paging,
  limits: readonly [min: number, max: number],
): Page<T> {
  const size = MaxResults ?? limits[1]
  if (size < limits[0] || size > limits[1]) {
    throw new ServiceError('ValidationException', `MaxResults ${size} is not from ${limits[0]} to ${limits[1]}`)
  }
  const offset = /^token-(\d+)$/.exec(NextToken ?? 'token-0')?.[1]
  if (offset === undefined || Number(offset) > all.length)
    throw new ServiceError('InvalidNextToken', 'the specified token is not valid')
  const end = Number(offset) + size
  const items = all.slice(Number(offset), end)
  return end < all.length ? { items, NextToken: `token-${end}` } : { items }
}

/** `00000000-0000-0000-0000-0000000000NN` */
export function numberedUuid(number: number): string {
  return `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`
}
