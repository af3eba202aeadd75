import type { Severity } from '../../model/severity'
import { html, type Markup } from './markup'

export const severityBadge = (severity: Severity): Markup =>
  html`<span class="badge ${severity}">${severity === 'informational' ? 'info' : severity}</span>`
