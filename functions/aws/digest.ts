import * as v from 'valibot'
import type { Detector } from '../../shared/pipeline/detector'
import { rememberElsewhere } from '../../shared/pipeline/remember-elsewhere'

/** What the Azure half tells of each of its activities, so that this half can see one person at work in both clouds. */
const digestSchema = v.object({
  schema: v.literal('runwarden.digest/1'),
  id: v.string(),
  at: v.pipe(v.number(), v.integer()),
  human: v.nullable(v.string()),
  address: v.nullable(v.string()),
  asn: v.nullable(v.number()),
  family: v.string(),
})

export type ActivityDigest = v.InferOutput<typeof digestSchema>

const envelopeSchema = v.object({ Message: v.string() })

/** Keeps one digest, as SNS hands it to the queue. Rejects what is no digest, so that it ends in the queue's own failure queue. */
export const rememberDigest = async (detector: Detector, body: string): Promise<void> => {
  const { Message } = v.parse(v.pipe(v.string(), v.parseJson(), envelopeSchema), body)
  const digest = v.parse(v.pipe(v.string(), v.parseJson(), digestSchema), Message)
  await rememberElsewhere(detector, 'azure', digest)
}
