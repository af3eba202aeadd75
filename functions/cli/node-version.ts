/**
 * Why the program cannot run on a Node of version `got`, or null. `needed` is the range of `engines` in package.json,
 * always a lower bound: ">=20.19".
 */
export const nodeProblem = (got: string, needed: string): string | null => {
  const least = needed.replace('>=', '')
  return isBelow(got, least)
    ? `runwarden needs Node ${least} or newer, got ${got}; install one from https://nodejs.org`
    : null
}

const isBelow = (got: string, least: string): boolean => {
  const have = got.split('.').map(Number)
  for (const [index, wanted] of least.split('.').map(Number).entries()) {
    const part = have[index] || 0
    if (part !== wanted) return part < wanted
  }
  return false
}
