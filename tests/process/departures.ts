import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** A request whose first byte has left this process. */
export interface Departure {
  /** The server, such as `http://127.0.0.1:5000`. */
  readonly origin: string
  readonly method: string
  /** Path without the query. */
  readonly path: string
  /** Query without the question mark. */
  readonly query: string
  readonly body: string
  /** Time when its first byte left. */
  readonly at: number
  /** Time when its complete response had arrived, or when it failed. */
  endedAt?: number
}

/** What undici reports of a request. */
interface UndiciRequest {
  readonly origin: string | URL
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** Observes what leaves the process. */
export interface DepartureWatch {
  /** The requests in the order in which their first bytes left. */
  readonly all: readonly Departure[]
  /** Removes the requests that have ended. */
  forgetEnded(): void
  stop(): void
}

/**
 * Observes every request that undici writes to a connection, whoever sent it. undici reports a request in the turn in
 * which it writes the first byte, so the order is that of the first bytes, over all connections.
 * @param now the time of a departure, on a clock that never goes back
 */
export function watchDepartures(now: () => number): DepartureWatch {
  const all: Departure[] = []
  const open = new WeakMap<UndiciRequest, Departure>()
  const requestOf = (message: unknown): UndiciRequest => (message as { readonly request: UndiciRequest }).request
  const onLeave = (message: unknown): void => {
    const request = requestOf(message)
    const { origin, method, path: target, body } = request
    const [path = '', query = ''] = target.split(/\?(.*)/, 2)
    const text = body instanceof Uint8Array ? Buffer.from(body).toString() : ''
    const departure: Departure = { origin: String(origin), method, path, query, body: text, at: now() }
    open.set(request, departure)
    all.push(departure)
  }
  const onEnd = (message: unknown): void => {
    const departure = open.get(requestOf(message))
    if (departure !== undefined) departure.endedAt ??= now()
  }
  const listeners = [
    ['undici:client:sendHeaders', onLeave],
    ['undici:request:trailers', onEnd],
    ['undici:request:error', onEnd],
  ] as const
  for (const [channel, listener] of listeners) subscribe(channel, listener)
  return {
    all,
    forgetEnded: () => void all.splice(0, all.length, ...all.filter(({ endedAt }) => endedAt === undefined)),
    stop() {
      for (const [channel, listener] of listeners) unsubscribe(channel, listener)
    },
  }
}
