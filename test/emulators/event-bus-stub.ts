import { numberedUuid, ServiceError, type JsonOperations } from './json-operation'

/** An event as a target of a rule receives it. */
export interface BusEvent {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: unknown
}

interface PutEventsInput {
  readonly Entries?: readonly {
    readonly Source?: string
    readonly DetailType?: string
    readonly Detail?: string
    readonly Resources?: readonly string[]
    /** Epoch seconds. */
    readonly Time?: number
  }[]
}

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
const MAX_ENTRIES = 10

/** EventBridge's PutEvents: accepted events go to `deliver` in the envelope of the service, one after the other. */
export function eventBusOperations(deliver: (event: BusEvent) => void | Promise<void>): JsonOperations {
  let accepted = 0
  return {
    async PutEvents({ Entries = [] }: PutEventsInput) {
      if (Entries.length === 0 || Entries.length > MAX_ENTRIES) {
        throw new ServiceError('ValidationException', `${Entries.length} entries, expected 1 to ${MAX_ENTRIES}`)
      }
      const results: Record<string, string>[] = []
      for (const { Source = '', DetailType = '', Detail = '', Resources = [], Time } of Entries) {
        const detail = parseObject(Detail)
        if (Source.startsWith('aws.')) {
          results.push({ ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' })
        } else if (Source === '' || DetailType === '') {
          results.push({ ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source or DetailType is not valid.' })
        } else if (detail === undefined) {
          results.push({ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' })
        } else {
          const id = numberedUuid(++accepted)
          results.push({ EventId: id })
          await deliver({
            version: '0',
            id,
            'detail-type': DetailType,
            source: Source,
            account: '123456789012',
            time: (Time === undefined ? new Date() : new Date(Time * 1000)).toISOString().replace(/\.\d+Z$/, 'Z'),
            region: 'us-east-1',
            resources: Resources,
            detail,
          })
        }
      }
      return { FailedEntryCount: results.filter((result) => result.ErrorCode !== undefined).length, Entries: results }
    },
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
