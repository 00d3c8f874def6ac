import { Agent, type Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import { endpointOf, openConnection, type ServerRoute } from '../server-connection.ts'

/** Times of one opened connection, in ms of the monotonic clock. */
export interface OpenedConnection {
  readonly startedAt: number
  readonly endedAt: number
}

/** Opened connections that are not yet assigned to a request. */
export class ConnectionLog {
  readonly #opened: OpenedConnection[] = []

  add(connection: OpenedConnection): void {
    this.#opened.push(connection)
    if (this.#opened.length > 64) this.#opened.shift()
  }

  /** Returns the connection that a request started at `since` waited for. Returns each connection once. */
  claim(since: number): OpenedConnection | undefined {
    const index = this.#opened.findIndex((connection) => connection.startedAt >= since)
    return index < 0 ? undefined : this.#opened.splice(index, 1)[0]
  }
}

/**
 * Creates the keep-alive dispatcher of a client. It reuses connections, uses the proxy if there is one, applies the TLS
 * policy, and measures how long connections take to open.
 */
export function openDispatcher(options: {
  readonly route: ServerRoute
  readonly connectTimeout: number
  readonly maxConnections: number
  readonly clock: Clock
  readonly log: ConnectionLog
  /** Aborts connections that are still being opened. */
  readonly signal: AbortSignal
}): Dispatcher {
  const { clock, connectTimeout: timeout, log, maxConnections, route, signal } = options
  return new Agent({
    keepAliveTimeout: 15_000,
    connections: maxConnections,
    // Disabled, because the exchange has its own time-out, which distinguishes queue, connection and response.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(target, callback) {
      const startedAt = clock.monotonic()
      const { servername } = target
      openConnection({ ...route, ...endpointOf(target), servername, timeout, signal, clock }).then(
        (socket) => {
          log.add({ startedAt, endedAt: clock.monotonic() })
          callback(null, socket)
        },
        (error: Error) => callback(error, null),
      )
    },
  })
}
