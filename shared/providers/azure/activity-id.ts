/**
 * Opaque id of the n-th activity (0 for the first) among those whose stages share a fold key (semantics.md, "Activities
 * and ids").
 */
export const activityId = (foldKey: string, n: number): string => `${foldKey}-${n}`
