import { readFile } from 'node:fs/promises'

/** Clients in the entry of the Lambda, whose hundreds of error classes would be a seventh of it. */
const SCHEMAS = /client-(?:ssm|sns|dynamodb)[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/

/**
 * Leaves out the class of each error of these clients. An error without a class of its own is one of the service's base class with the
 * same name (`ProtocolLib` of @aws-sdk/core), which is all that is asked of it.
 */
export const withoutErrorClasses = {
  name: 'without-error-classes',
  setup: (build) => {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/^n0_registry\.registerError\(.*\);$/gm, ''),
      loader: 'js',
    }))
  },
}
