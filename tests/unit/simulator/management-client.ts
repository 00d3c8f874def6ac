import { createRouter } from '../../../src/simulator/http/router.ts'
import { managementRoutes } from '../../../src/simulator/management/all-management-routes.ts'
import type { World } from '../../../src/simulator/world.ts'

/** An answer of account management. */
export interface ManagementAnswer {
  readonly status: number
  readonly contentType: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of many shapes
  readonly body: any
}

/** What a caller of account management does: plain reads, and requests whose claims are signed. */
export interface ManagementClient {
  /** Path below `/gw/api/v1/`, or from the server's root with a leading slash. */
  get(path: string): Promise<ManagementAnswer>
  signed(method: 'POST' | 'PATCH', path: string, claims: object): Promise<ManagementAnswer>
}

/** Speaks to the operations of account management without doors: no bearer, and claims that count as verified. */
export function managementClient(world: World): ManagementClient {
  const find = createRouter(managementRoutes(world))
  async function send(method: string, path: string, claims?: object): Promise<ManagementAnswer> {
    const url = new URL(`http://simulator${path.startsWith('/') ? path : `/gw/api/v1/${path}`}`)
    const found = find(method, url.pathname)
    if (found === undefined) throw new Error(`No operation ${method} ${url.pathname}`)
    const answer = await found.route.answer({
      method,
      path: url.pathname,
      parameters: found.parameters,
      query: url.searchParams,
      body: claims === undefined ? { kind: 'none' } : { kind: 'json', value: claims },
    })
    return { status: answer.status, contentType: answer.contentType, body: JSON.parse(answer.body) }
  }
  return { get: (path) => send('GET', path), signed: send }
}
