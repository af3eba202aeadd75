import type { Plugin } from 'esbuild'

export declare const lambdaPlugins: Plugin[]
