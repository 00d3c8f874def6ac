import type { Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import { openTunnel } from '../proxy/tunnel.ts'
import { endpointOf, type ServerRoute } from '../server-connection.ts'
import { isPinning, pinError, tlsOptions } from '../tls-policy.ts'

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

/**
 * The one keep-alive dispatcher of a client: connections are reused, go through the proxy where there is one, are judged by the TLS
 * policy, and timed.
 */
export function openDispatcher(options: {
  readonly route: ServerRoute
  readonly connectTimeout: number
  readonly maxConnections: number
  readonly clock: Clock
  readonly log: ConnectionLog
  /** Ends what is being opened. */
  readonly signal: AbortSignal
}): Dispatcher {
  const { policy, proxy } = options.route
  let open: buildConnector.connector | undefined
  return new Agent({
    keepAliveTimeout: 15_000,
    connections: options.maxConnections,
    // The exchange has its own time-out, which tells queue, connection and answer apart.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(target, callback) {
      const startedAt = options.clock.monotonic()
      // Built on first use: reading the operating system's trust store takes its time.
      open ??= buildConnector({
        ...tlsOptions(policy),
        timeout: options.connectTimeout,
        // A resumed session shows no certificate to compare.
        ...(isPinning(policy) && { maxCachedSessions: 0 }),
      })
      const judge: buildConnector.Callback = (...result) => {
        const [error, socket] = result
        if (error !== null) return callback(error, null)
        const mismatch = pinError(policy, socket)
        if (mismatch !== undefined) {
          socket.destroy()
          return callback(mismatch, null)
        }
        options.log.add({ startedAt, endedAt: options.clock.monotonic() })
        return callback(null, socket)
      }
      if (proxy === undefined) return open(target, judge)
      const end = {
        ...endpointOf(target),
        timeout: options.connectTimeout,
        signal: options.signal,
        clock: options.clock,
      }
      throughTunnel(openTunnel(proxy, end), target, open, judge)
    },
  })
}

/** TLS with the server itself begins in the tunnel: the proxy sees bytes, and the policy is the same as without it. */
function throughTunnel(
  tunnel: Promise<Socket>,
  target: buildConnector.Options,
  open: buildConnector.connector,
  judge: buildConnector.Callback,
): void {
  tunnel.then(
    (httpSocket) => (target.protocol === 'https:' ? open({ ...target, httpSocket }, judge) : judge(null, httpSocket)),
    (error: unknown) => judge(error instanceof Error ? error : new Error(String(error)), null),
  )
}
