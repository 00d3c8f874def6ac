import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/*
 * Limits for connections. Every connection needs a file descriptor, and a process has about a thousand, some of which
 * the console's files need. Connections without the session secret are few and short-lived.
 */

export interface ConnectionLimits {
  /** Maximum number of connections without the session secret; beyond it, the oldest is closed. Default 64. */
  readonly unauthenticated: number
  /** Maximum number of windows. Default 64. */
  readonly windows: number
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = { unauthenticated: 64, windows: 64 }

/**
 * Returns server options: a request must be complete this many ms after its connection was opened, or after the
 * previous request.
 */
export function createServerTimeouts(requestMs: number) {
  return {
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    keepAliveTimeout: requestMs,
    connectionsCheckingInterval: Math.min(requestMs, 1_000),
  }
}

export interface LimitedConnections {
  /** Counts a connection as a window after it has sent the secret. Returns false if there are too many windows. */
  acceptWindow(socket: Duplex): boolean
  destroyAll(): void
}

/** Limits the number of connections of a server. */
export function limitConnections(server: Server, limits: ConnectionLimits): LimitedConnections {
  const unauthenticated = new Set<Duplex>()
  const windows = new Set<Duplex>()
  server.on('connection', (socket) => {
    unauthenticated.add(socket)
    socket.on('close', () => {
      unauthenticated.delete(socket)
      windows.delete(socket)
    })
    const [oldest] = unauthenticated
    // The oldest connection is closed instead of the newest: otherwise a flood would lock out the user's browser.
    if (unauthenticated.size > limits.unauthenticated) oldest?.destroy()
  })
  return {
    acceptWindow(socket) {
      if (windows.size >= limits.windows) return false
      unauthenticated.delete(socket)
      windows.add(socket)
      return true
    },
    destroyAll() {
      for (const socket of [...unauthenticated, ...windows]) socket.destroy()
    },
  }
}
