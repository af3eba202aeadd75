/** Opaque id of the n-th activity (0 for the first) among those whose stages share a fold key (SEMANTICS 4). */
export const activityId = (foldKey: string, n: number): string => `${foldKey}-${n}`
