import { Agent, buildConnector, type Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import { isPinning, pinError, type TlsPolicy, tlsOptions } from '../tls-policy.ts'

/** One connection that was opened: from when to when, in the clock's monotonic ms. */
export interface OpenedConnection {
  readonly startedAt: number
  readonly endedAt: number
}

/** Connections opened and not yet attributed to the request that caused them. */
export class ConnectionLog {
  readonly #opened: OpenedConnection[] = []

  add(connection: OpenedConnection): void {
    this.#opened.push(connection)
    if (this.#opened.length > 64) this.#opened.shift()
  }

  /** The connection that a request begun at `since` had to wait for; each is given out once. */
  claim(since: number): OpenedConnection | undefined {
    const index = this.#opened.findIndex((connection) => connection.startedAt >= since)
    return index < 0 ? undefined : this.#opened.splice(index, 1)[0]
  }
}

/** The one keep-alive dispatcher of a client: connections are reused, judged by the TLS policy, and timed. */
export function openDispatcher(options: {
  readonly policy: TlsPolicy
  readonly connectTimeout: number
  readonly clock: Clock
  readonly log: ConnectionLog
}): Dispatcher {
  let connect: buildConnector.connector | undefined
  return new Agent({
    keepAliveTimeout: 15_000,
    // The exchange has its own time-out, which tells queue, connection and answer apart.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(target, callback) {
      const startedAt = options.clock.monotonic()
      // Built on first use: reading the operating system's trust store takes its time.
      connect ??= buildConnector({
        ...tlsOptions(options.policy),
        timeout: options.connectTimeout,
        // A resumed session shows no certificate to compare.
        ...(isPinning(options.policy) && { maxCachedSessions: 0 }),
      })
      connect(target, (...result) => {
        const [error, socket] = result
        if (error !== null) return callback(error, null)
        const mismatch = pinError(options.policy, socket)
        if (mismatch !== undefined) {
          socket.destroy()
          return callback(mismatch, null)
        }
        options.log.add({ startedAt, endedAt: options.clock.monotonic() })
        return callback(null, socket)
      })
    },
  })
}
