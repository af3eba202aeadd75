import type { BuildOptions } from 'esbuild'

export const scan: readonly BuildOptions[]
export const cloudVerbs: BuildOptions
export const lambda: BuildOptions
export const functionApp: BuildOptions
