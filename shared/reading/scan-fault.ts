/**
 * Every scan returns the position after what it read, or a fault: a negative number that holds the position of the
 * first byte no valid JSON text could have there. A fault at the end of the scanned range means that the text is cut.
 */
export const fault = (position: number): number => ~position

/** Position of a fault returned by a scan. */
export const faultPosition = (result: number): number => ~result

export const isFault = (result: number): boolean => result < 0

/** A value nests deeper than anything recursive may follow; no position of a buffer can be mistaken for it. */
export const TOO_DEEP = -0x8000_0000
