import { readFile } from 'node:fs/promises'

/** Clients in the entry of the Lambda, whose hundreds of error classes would be a seventh of it. */
const SCHEMAS = /client-(?:ssm|sns|dynamodb)[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/

/**
 * Leaves out the class of each error of these clients. An error without a class of its own is one of the service's base
 * class with the same name (`ProtocolLib` of @aws-sdk/core), which is all that is asked of it.
 */
const withoutErrorClasses = {
  name: 'without-error-classes',
  setup: (build) => {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/^n0_registry\.registerError\(.*\);$/gm, ''),
      loader: 'js',
    }))
  },
}

const CONFIG_FILES =
  /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]config[\\/]node-config-provider[\\/]fromSharedConfigFiles\.js$/

const NO_CONFIG_FILES = `
import { CredentialsProviderError } from "../property-provider/CredentialsProviderError"
const refuse = async () => { throw new CredentialsProviderError("a function has no configuration files") }
export const fromSharedConfigFiles = () => refuse`

/**
 * A function has no home folder with AWS's configuration files: each setting of the SDK is looked for in the
 * environment and then has its default, without opening two files that do not exist.
 */
const withoutConfigFiles = {
  name: 'without-config-files',
  setup: (build) => {
    build.onLoad({ filter: CONFIG_FILES }, () => ({ contents: NO_CONFIG_FILES, loader: 'js' }))
  },
}

/** What makes the SDK of the Lambda smaller and quicker to start, and changes nothing that it does there. */
export const lambdaPlugins = [withoutErrorClasses, withoutConfigFiles]
