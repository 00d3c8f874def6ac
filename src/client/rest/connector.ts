import type { Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import { openTunnel } from '../proxy/tunnel.ts'
import { endpointOf, type ServerRoute } from '../server-connection.ts'
import { isPinning, pinError, tlsOptions } from '../tls-policy.ts'

/** When a connection was opened, in the clock's monotonic ms. */
export interface OpenedConnection {
  readonly startedAt: number
  readonly endedAt: number
}

/** Opened connections that are not yet attributed to the request that caused them. */
export class ConnectionLog {
  readonly #opened: OpenedConnection[] = []

  add(connection: OpenedConnection): void {
    this.#opened.push(connection)
    if (this.#opened.length > 64) this.#opened.shift()
  }

  /** The connection that a request begun at `since` waited for; each is returned once. */
  claim(since: number): OpenedConnection | undefined {
    const index = this.#opened.findIndex((connection) => connection.startedAt >= since)
    return index < 0 ? undefined : this.#opened.splice(index, 1)[0]
  }
}

/**
 * The keep-alive dispatcher of a client: it reuses connections, uses the proxy if there is one, applies the TLS policy, and measures
 * how long connections take to open.
 */
export function openDispatcher(options: {
  readonly route: ServerRoute
  readonly connectTimeout: number
  readonly maxConnections: number
  readonly clock: Clock
  readonly log: ConnectionLog
  /** Aborts connections that are being opened. */
  readonly signal: AbortSignal
}): Dispatcher {
  const { policy, proxy } = options.route
  let open: buildConnector.connector | undefined
  return new Agent({
    keepAliveTimeout: 15_000,
    connections: options.maxConnections,
    // The exchange has its own time-out, which distinguishes queue, connection and response.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(target, callback) {
      const startedAt = options.clock.monotonic()
      // Built on first use: reading the operating system's trust store takes some 100 ms.
      open ??= buildConnector({
        ...tlsOptions(policy),
        timeout: options.connectTimeout,
        // A resumed session presents no certificate to compare.
        ...(isPinning(policy) && { maxCachedSessions: 0 }),
      })
      const verify: buildConnector.Callback = (...result) => {
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
      if (proxy === undefined) return open(target, verify)
      const end = {
        ...endpointOf(target),
        timeout: options.connectTimeout,
        signal: options.signal,
        clock: options.clock,
      }
      throughTunnel(openTunnel(proxy, end), target, open, verify)
    },
  })
}

/** TLS with the server itself begins in the tunnel: the proxy sees bytes, and the policy is the same as without it. */
function throughTunnel(
  tunnel: Promise<Socket>,
  target: buildConnector.Options,
  open: buildConnector.connector,
  verify: buildConnector.Callback,
): void {
  tunnel.then(
    (httpSocket) => (target.protocol === 'https:' ? open({ ...target, httpSocket }, verify) : verify(null, httpSocket)),
    (error: unknown) => verify(error instanceof Error ? error : new Error(String(error)), null),
  )
}
