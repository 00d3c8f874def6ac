import type { World } from '../../world.ts'

const requestLimit = 10_000

/** A request to account management as its own reading calls show it. */
export interface LoggedRequest {
  readonly requestId: number
  readonly requestType: string
  readonly accountId: string
  readonly submittedAt: number
  /** A letter; the simulator does everything at once, so it begins with `C`. */
  readonly status: string
}

/** Every request that changed something. */
export interface RequestLog {
  add(requestType: string, accountId: string): LoggedRequest
  find(requestId: number): LoggedRequest | undefined
  setStatus(requestId: number, status: string): LoggedRequest | undefined
  /** Oldest first. */
  all(): readonly LoggedRequest[]
}

/** Makes a log that keeps the newest 10,000 requests; it begins with the opening of each account of the simulator. */
export function createRequestLog(world: World): RequestLog {
  const requests = new Map<number, LoggedRequest>()
  let lastId = 7000

  function add(requestType: string, accountId: string): LoggedRequest {
    lastId += 1
    const request = { requestId: lastId, requestType, accountId, submittedAt: world.now(), status: 'C' }
    requests.set(lastId, request)
    const [oldest] = requests.keys()
    if (requests.size > requestLimit && oldest !== undefined) requests.delete(oldest)
    return request
  }

  for (const accountId of world.accounts.ids) add('application', accountId)
  return {
    add,
    find: (requestId) => requests.get(requestId),
    setStatus: (requestId, status) => {
      const before = requests.get(requestId)
      if (before === undefined) return undefined
      const request = { ...before, status }
      requests.set(requestId, request)
      return request
    },
    all: () => [...requests.values()],
  }
}
