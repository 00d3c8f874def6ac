import type { CallHandler, Route } from '../http/define-route.ts'
import { createIserverError, createNotFoundPage, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'

/**
 * Creates the routes of operations with only a published title, which return `{}` or `[]`. Some operations were retired
 * in 2026 and are served for older programs. The history service must be opened first.
 */
export function createPlaceholderRoutes(state: SimulatorState): readonly Route[] {
  const { session } = state
  const nothing = () => json({})

  function route(method: string, path: string, handle: CallHandler = nothing): Route {
    return { methods: [method], path, needs: 'session', shape: 'unknown', handle }
  }

  const withHistoryService: CallHandler = () => (session.warmUps().historyServiceOpen ? json({}) : createNotFoundPage())

  return [
    route('POST', '/pa/allocation'),
    route('POST', '/pa/summary'),
    route('POST', '/hmds/auth/init', () => {
      session.warmUps().historyServiceOpen = true
      return json({})
    }),
    route('GET', '/hmds/history', withHistoryService),
    route('POST', '/hmds/scanner', withHistoryService),
    route('GET', '/md/snapshot', () => json([])),
    // IBKR retired these operations in February 2026.
    route('GET', '/md/regsnapshot', () => createIserverError(400, 'Bad Request')),
    route('GET', '/ccp/status'),
    route('GET', '/ccp/account'),
    route('GET', '/ccp/positions'),
    route('GET', '/ccp/orders'),
    route('GET', '/ccp/trades'),
    route('GET', '/ccp/auth/init'),
    route('GET', '/ccp/auth/response'),
    ...['POST', 'PUT', 'DELETE'].map((method) => route(method, '/ccp/order')),
  ]
}
