import type { Plugin } from 'esbuild'

export declare const withoutErrorClasses: Plugin
