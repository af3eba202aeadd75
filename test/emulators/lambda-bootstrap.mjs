// A runtime for Lambda functions where aws-lambda-ric is not installed: the same requests to the Runtime API and the
// same error types. Like version 4 of the original it lets Node end the process at a rejection that nobody handles;
// unlike it, it leaves the console as it is.
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const address = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`

/** One request without any time limit: the next event may be hours away. */
function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${address}${path}`,
      { method, headers: { 'content-type': 'application/json' } },
      (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => resolve({ headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }))
        response.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function faultOf(error, errorType) {
  const fault = error instanceof Error ? error : new Error(String(error))
  return JSON.stringify({
    errorType: errorType ?? fault.name,
    errorMessage: fault.message,
    trace: (fault.stack ?? '').split('\n'),
  })
}

async function loadHandler(name) {
  const dot = name.lastIndexOf('.')
  const base = join(process.env.LAMBDA_TASK_ROOT, name.slice(0, dot))
  const file = ['.js', '.mjs', '.cjs'].map((suffix) => base + suffix).find((path) => existsSync(path))
  if (file === undefined)
    throw Object.assign(new Error(`Cannot find module '${base}'`), { runtimeType: 'Runtime.ImportModuleError' })
  const loaded = await import(pathToFileURL(file).href).catch((error) => {
    if (error instanceof SyntaxError) error.runtimeType = 'Runtime.UserCodeSyntaxError'
    else if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND')
      error.runtimeType = 'Runtime.ImportModuleError'
    throw error
  })
  const handler = loaded[name.slice(dot + 1)] ?? loaded.default?.[name.slice(dot + 1)]
  if (handler === undefined)
    throw Object.assign(new Error(`${name} is undefined or not exported`), { runtimeType: 'Runtime.HandlerNotFound' })
  return handler
}

function contextOf(requestId, headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms'])
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  }
}

async function main() {
  let handler
  try {
    handler = await loadHandler(process.argv[2])
  } catch (error) {
    console.error(error)
    await call('POST', '/init/error', faultOf(error, error?.runtimeType))
    process.exit(1)
  }
  for (;;) {
    const { headers, text } = await call('GET', '/invocation/next')
    const requestId = headers['lambda-runtime-aws-request-id']
    process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id']
    try {
      const result = await handler(JSON.parse(text), contextOf(requestId, headers))
      await call('POST', `/invocation/${requestId}/response`, JSON.stringify(result ?? null))
    } catch (error) {
      console.error(error)
      await call('POST', `/invocation/${requestId}/error`, faultOf(error))
    }
  }
}

await main()
