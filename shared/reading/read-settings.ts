import { type Prefilter, prefilterOf } from './ignore-rule'
import type { LogFormats } from './log-formats'
import type { ReadLimits } from './read-limits'

/** What reading a file needs to know beside the file. */
export interface ReadSettings {
  readonly formats: LogFormats
  readonly prefilter: Prefilter
  readonly limits: ReadLimits
}

export const readSettings = (formats: LogFormats, limits: ReadLimits): ReadSettings => ({
  formats,
  prefilter: prefilterOf(formats.rules),
  limits,
})
