'use strict'

// The worker's side of Azure Functions for one app, driven by functions-host.ts over the message channel. It
// supplies the module '@azure/functions-core', which is on no registry, before it loads the app, and makes the
// calls that the real worker makes.
const Module = require('node:module')
const { pathToFileURL } = require('node:url')

const functions = new Map()
const hooks = { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [] }
const appHookData = {}
let model

class Disposable {
  #callback

  constructor(callback) {
    this.#callback = callback
  }

  dispose() {
    this.#callback()
  }
}

const core = {
  version: '3.12.0',
  hostVersion: '4.1048.0',
  Disposable,
  setProgrammingModel(given) {
    model = given
  },
  getProgrammingModel: () => model,
  registerFunction(metadata, callback) {
    functions.set(metadata.name, { metadata, callback })
    return new Disposable(() => functions.delete(metadata.name))
  },
  registerHook(name, callback) {
    const list = (hooks[name] ??= [])
    list.push(callback)
    return new Disposable(() => list.splice(list.indexOf(callback), 1))
  },
  log: (level, category, message) => send({ kind: 'log', log: { level, category, message, late: false } }),
}

const load = Module._load
Module._load = (id, ...rest) => (id === '@azure/functions-core' ? core : load(id, ...rest))

function send(message) {
  process.send(message)
}

function errorOf(error) {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  return { name, message, stack }
}

async function runHooks(name, context) {
  for (const hook of hooks[name]) await hook(context)
}

async function loadApp(entry) {
  if (entry.endsWith('.mjs')) await import(pathToFileURL(entry).href)
  else require(entry)
  if (model === undefined) throw new Error(`${entry} registers nothing with @azure/functions`)
  await model.getCapabilities({})
  await runHooks('appStart', { hookData: {}, appHookData, functionAppDirectory: process.cwd() })
  return [...functions.values()].map(({ metadata }) => metadata)
}

async function invoke({ id, name, triggerType, data, triggerMetadata, retryContext }) {
  const registered = functions.get(name)
  if (registered === undefined)
    throw new Error(`no function is named ${name}: the app has ${[...functions.keys()].join(', ')}`)
  const { metadata, callback } = registered
  const trigger = Object.entries(metadata.bindings).find(([, { type }]) => type === triggerType)
  if (trigger === undefined) throw new Error(`${name} has no ${triggerType}`)

  let returned = false
  const coreContext = {
    invocationId: id,
    metadata,
    state: undefined,
    request: {
      invocationId: id,
      functionId: name,
      inputData: [{ name: trigger[0], data }],
      triggerMetadata,
      retryContext,
      traceContext: { traceParent: '00-00000000000000000000000000000001-0000000000000001-01' },
    },
    log: (level, category, message) =>
      send({
        kind: 'log',
        log: { level, category, message, functionName: name, invocationId: id, late: returned && category === 'user' },
      }),
  }
  const invocation = model.getInvocationModel(coreContext)
  const { context, inputs } = await invocation.getArguments()
  const hookData = {}
  const before = { hookData, appHookData, invocationContext: context, functionCallback: callback, inputs }
  coreContext.state = 'preInvocationHooks'
  await runHooks('preInvocation', before)
  coreContext.state = 'invocation'
  const after = { hookData, appHookData, invocationContext: context, inputs: before.inputs, result: null, error: null }
  try {
    after.result = await invocation.invokeFunction(context, before.inputs, before.functionCallback)
  } catch (error) {
    after.error = error
  }
  coreContext.state = 'postInvocationHooks'
  await runHooks('postInvocation', after)
  coreContext.state = undefined
  returned = true
  if (after.error !== null) throw after.error
  return (await invocation.getResponse(context, after.result)).returnValue
}

const operations = {
  load: ({ entry }) => loadApp(entry),
  invoke,
  terminate: () => runHooks('appTerminate', { hookData: {}, appHookData }),
}

process.on('message', ({ id, operation, ...input }) => {
  Promise.resolve()
    .then(() => operations[operation]({ id, ...input }))
    .then(
      (value) => send({ kind: 'answer', id, ok: true, value }),
      (error) => send({ kind: 'answer', id, ok: false, error: errorOf(error) }),
    )
})
