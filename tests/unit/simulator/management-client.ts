import { createRouter } from '../../../src/simulator/http/router.ts'
import { managementRoutes } from '../../../src/simulator/management/management-routes.ts'
import { managementRequests } from './management-requests.ts'

/** Response of an account management operation. */
export interface ManagementResponse {
  readonly status: number
  readonly contentType: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: tests inspect responses of many shapes
  readonly body: any
}

/** Sends one account management request. The claims of a write are signed. */
export type ManagementClient = (method: string, path: string, claims?: object) => Promise<ManagementResponse>

const find = createRouter(managementRoutes)

/** Calls the operations directly, without a bearer token. The claims count as verified. */
export const managementClient: ManagementClient = async (method, path, claims) => {
  const url = new URL(`http://simulator${managementPath(path)}`)
  const found = find(method, url.pathname)
  if (found === undefined) throw new Error(`No operation ${method} ${url.pathname}`)
  const response = await found.route.handle({
    method,
    path: url.pathname,
    parameters: found.parameters,
    query: url.searchParams,
    body: claims === undefined ? { kind: 'none' } : { kind: 'json', value: claims },
  })
  return { status: response.status, contentType: response.contentType, body: JSON.parse(response.body) }
}

/** Sends the valid request of an operation such as `GET /gw/api/v1/accounts`. */
export async function sendValidRequest(client: ManagementClient, operation: string): Promise<ManagementResponse> {
  const request = managementRequests[operation]
  if (request === undefined) throw new Error(`No good request for ${operation}`)
  const [method = ''] = operation.split(' ')
  return client(method, request.path, request.claims)
}

/** Returns the full path of a request. A path without a leading slash is relative to `/gw/api/v1/`. */
export function managementPath(path: string): string {
  return path.startsWith('/') ? path : `/gw/api/v1/${path}`
}
