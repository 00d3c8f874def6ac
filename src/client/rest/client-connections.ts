import type * as Undici from 'undici'
import type { Agent, Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import { getEndpoint, openConnection, type TlsAndProxy } from '../server-connection.ts'

/** Times of one opened connection, in ms of the monotonic clock. */
export interface ConnectionTiming {
  readonly startedAt: number
  readonly endedAt: number
}

/** Opened connections that are not yet assigned to a request. */
export class ConnectionTimingLog {
  readonly #opened: ConnectionTiming[] = []

  add(connection: ConnectionTiming): void {
    this.#opened.push(connection)
    if (this.#opened.length > 64) this.#opened.shift()
  }

  /** Returns the connection that a request started at `since` waited for. Returns each connection once. */
  claim(since: number): ConnectionTiming | undefined {
    const index = this.#opened.findIndex((connection) => connection.startedAt >= since)
    return index < 0 ? undefined : this.#opened.splice(index, 1)[0]
  }
}

/** The dispatcher that sends a client's requests. */
export interface ClientConnections {
  /** The opened connections, for the timing of requests. */
  readonly log: ConnectionTimingLog
  /** Returns the dispatcher. The first call of a client's own connections loads undici. */
  dispatcher(): Dispatcher | Promise<Dispatcher>
  /** Closes the client's own connections. */
  destroy(): Promise<void>
}

/** Returns connections that use the dispatcher of the caller, who also closes it. */
export function wrapDispatcher(dispatcher: Dispatcher): ClientConnections {
  return { log: new ConnectionTimingLog(), dispatcher: () => dispatcher, destroy: () => Promise.resolve() }
}

/**
 * Loads the HTTP client. Each call returns the same module. Its type has a name, because the inferred one refers to a
 * file of undici that programs under node16 cannot resolve.
 */
export const loadUndici = (): Promise<typeof Undici> => import('undici')

/**
 * Creates the keep-alive connections of a client. The connections are reused, use the proxy if there is one, apply the
 * TLS policy, and log how long they take to open. Undici takes a third of the library's loading time, so only the first
 * request loads it.
 */
export function createConnections(options: {
  readonly route: TlsAndProxy
  readonly connectTimeout: number
  readonly maxConnections: number
  readonly clock: Clock
  /** Aborts connections that are still being opened. */
  readonly signal: AbortSignal
}): ClientConnections {
  const { clock, connectTimeout: timeout, maxConnections, route, signal } = options
  const log = new ConnectionTimingLog()
  const connect: Agent.Options['connect'] = (target, callback) => {
    const startedAt = clock.monotonic()
    const { servername } = target
    openConnection({ ...route, ...getEndpoint(target), servername, timeout, signal, clock }).then(
      (socket) => {
        log.add({ startedAt, endedAt: clock.monotonic() })
        callback(null, socket)
      },
      (error: Error) => callback(error, null),
    )
  }
  let agent: Agent | Promise<Agent> | undefined
  const open = async (): Promise<Agent> => {
    const undici = await loadUndici()
    // Undici's time-outs are disabled, because the exchange has its own time-out, which distinguishes queue, connection
    // and response.
    const timeouts = { headersTimeout: 0, bodyTimeout: 0 }
    agent = new undici.Agent({ keepAliveTimeout: 15_000, connections: maxConnections, ...timeouts, connect })
    return agent
  }
  return {
    log,
    dispatcher() {
      agent ??= open()
      return agent
    },
    async destroy() {
      await (await agent)?.destroy()
    },
  }
}
