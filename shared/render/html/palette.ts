/**
 * Colours of one appearance. Every text colour has a contrast of at least 4.5 to the grounds
 * it stands on (WCAG 2.2, 1.4.3).
 */
export interface Palette {
  readonly ground: string
  readonly card: string
  readonly inset: string
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly accent: string
  /** Badges and bars: ground of a severity, and the text upon it. */
  readonly critical: string
  readonly high: string
  readonly medium: string
  readonly low: string
  readonly informational: string
  readonly onCritical: string
  readonly onHigh: string
  readonly onMedium: string
  readonly onLow: string
  readonly onInformational: string
}

export const LIGHT: Palette = {
  ground: '#f4f5f7',
  card: '#ffffff',
  inset: '#f1f3f6',
  text: '#16202c',
  muted: '#526070',
  line: '#d9dee5',
  accent: '#0b57b0',
  critical: '#8f1220',
  high: '#c8371f',
  medium: '#f0b429',
  low: '#2d6fb5',
  informational: '#66717f',
  onCritical: '#ffffff',
  onHigh: '#ffffff',
  onMedium: '#2b1d00',
  onLow: '#ffffff',
  onInformational: '#ffffff',
}

export const DARK: Palette = {
  ground: '#0e141b',
  card: '#17202a',
  inset: '#0f1720',
  text: '#e6ebf1',
  muted: '#a3b0bf',
  line: '#2c3845',
  accent: '#7db7ff',
  critical: '#ff5c6c',
  high: '#ff8a5c',
  medium: '#f5c451',
  low: '#6cb0f5',
  informational: '#94a1b0',
  onCritical: '#26040a',
  onHigh: '#2a0d00',
  onMedium: '#2b1d00',
  onLow: '#03182c',
  onInformational: '#10161d',
}
