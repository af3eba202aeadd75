import { createFaultPlan, serveUnderPlan, type FaultPlan } from '../emulators/fault-plan'
import { startLoopbackServer } from '../emulators/loopback-server'

export interface ArmStub {
  readonly endpoint: string
  /** Resources by lower-case path: an object is answered as JSON, a text as it is, a number as that status. */
  readonly resources: Map<string, object | string | number>
  /** Path, `$expand` and version of each GET, in order. */
  readonly calls: readonly { readonly path: string; readonly expand: string | null; readonly version: string | null }[]
  readonly stop: () => Promise<void>
}

/**
 * GETs of Azure Resource Manager for callers with a token of its audience. Its one operation in a plan is `arm:GET`.
 */
export const startArmStub = async (faults: FaultPlan = createFaultPlan()): Promise<ArmStub> => {
  const resources: ArmStub['resources'] = new Map()
  const calls: { path: string; expand: string | null; version: string | null }[] = []
  const server = await startLoopbackServer((request, _body, response) =>
    serveUnderPlan(faults, { service: 'unknown', operation: 'arm:GET' }, response, () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
      const path = decodeURIComponent(pathname).toLowerCase()
      calls.push({ path, expand: searchParams.get('$expand'), version: searchParams.get('api-version') })
      if (request.headers.authorization?.startsWith('Bearer ') !== true)
        return answer(401, { error: { code: 'AuthenticationFailed' } })
      const found = resources.get(path)
      if (found === undefined) return answer(404, { error: { code: 'ResourceNotFound' } })
      if (typeof found === 'number')
        return answer(found, { error: { code: 'Refused' } }, found === 429 ? { 'retry-after': '0' } : {})
      return typeof found === 'string'
        ? { status: 200, headers: { 'content-type': 'text/powershell' }, body: found }
        : answer(200, found)
    }),
  )
  return { endpoint: server.endpoint, resources, calls, stop: () => server.stop() }
}

const answer = (status: number, body: object, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
