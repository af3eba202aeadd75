import * as v from 'valibot'
import type { Detector } from '../../shared/pipeline/detector'
import { rememberElsewhere } from '../../shared/pipeline/remember-elsewhere'

export const DIGEST_SCHEMA = 'runwarden.digest/1'

/** What the Azure half tells of each of its activities, so that this half can see one person at work in both clouds. */
const digestSchema = v.object({
  schema: v.literal(DIGEST_SCHEMA),
  id: v.pipe(v.string(), v.maxLength(512)),
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  human: v.nullable(v.pipe(v.string(), v.maxLength(512))),
  address: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  asn: v.nullable(v.number()),
  family: v.pipe(v.string(), v.maxLength(32)),
})

/** Keeps one digest. Resolves to false for what is none; rejects when the store cannot be reached. Keeping it twice changes nothing. */
export const keepDigest = async (detector: Detector, digest: unknown): Promise<boolean> => {
  const parsed = v.safeParse(digestSchema, digest)
  if (!parsed.success) return false
  await rememberElsewhere(detector, 'azure', parsed.output)
  return true
}
