import { existsSync } from 'node:fs'

/** What the Lambda service puts into the environment of a function, with documentation values. */
export function lambdaEnvironment(bundleFolder: string, handler: string, runtimeApi: string): Record<string, string> {
  return {
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: bundleFolder,
    LAMBDA_RUNTIME_DIR: bundleFolder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'runwarden',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/runwarden',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]00000000000000000000000000000001',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  }
}

/**
 * The `index.mjs` of aws-lambda-ric: the given one, else `RUNWARDEN_TEST_RIC`, else the installed package, else none.
 */
export function findRuntimeClient(given: string | undefined): string | undefined {
  const named = given ?? process.env.RUNWARDEN_TEST_RIC
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`no Lambda runtime at ${named}: expected the index.mjs of aws-lambda-ric`)
    return named
  }
  try {
    return require.resolve('aws-lambda-ric')
  } catch {
    return undefined
  }
}
