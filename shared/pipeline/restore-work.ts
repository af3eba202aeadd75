import * as v from 'valibot'
import { Unreadable } from '../state/codec'
import { workId } from '../state/work-kind'
import { taskOf } from './deferred-work'
import type { Ports } from './ports'

/** Format of deferred work in quarantine. */
export const DEFERRED_FORMAT = 'deferred'

const bodySchema = v.object({
  key: v.string(),
  since: v.number(),
  tries: v.number(),
  value: v.unknown(),
  basis: v.optional(v.unknown()),
})

/**
 * Deferred work as it lies in quarantine: `value` is its body without secrets, a text where the body is no JSON;
 * `basis` is what it stood on.
 */
export type GivenUpBody = Readonly<v.InferOutput<typeof bodySchema>>

/**
 * Defers work from quarantine again, so that the next sweep does it. Twice is as good as once. Rejects with Unreadable
 * for what can never be done, and as the store does.
 */
export const restoreWork = async (ports: Pick<Ports, 'state' | 'clock'>, body: unknown): Promise<void> => {
  const parsed = v.safeParse(bodySchema, body)
  if (!parsed.success) throw new Unreadable('got an entry without a key and a value, expected deferred work')
  const { key, value, basis } = parsed.output
  const task = taskOf(key)
  if (task === undefined) throw new Unreadable(`got work under ${key}, expected a kind that this version knows`)
  await task.restore(ports, workId(key), typeof value === 'string' ? value : JSON.stringify(value), basis)
}
