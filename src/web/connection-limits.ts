import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/* Every connection costs a descriptor, and the files of the console need theirs: a process has about a thousand. Connections
   without the session secret are few and short-lived. */

export interface ConnectionLimits {
  /** Connections without the session secret at once; above it the oldest is closed. Default 64. */
  readonly unauthenticated: number
  /** Windows at once. Default 64. */
  readonly windows: number
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = { unauthenticated: 64, windows: 64 }

/** Options of the server: a request must be complete this many ms after its connection opened, or after the one before it. */
export function serverTimeouts(requestMs: number) {
  return {
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    keepAliveTimeout: requestMs,
    connectionsCheckingInterval: Math.min(requestMs, 1_000),
  }
}

export interface Connections {
  /** The connection has sent the secret. False if there are too many windows. */
  acceptWindow(socket: Duplex): boolean
  destroyAll(): void
}

/** Bounds the connections of a server. */
export function limitConnections(server: Server, limits: ConnectionLimits): Connections {
  const unauthenticated = new Set<Duplex>()
  const windows = new Set<Duplex>()
  server.on('connection', (socket) => {
    unauthenticated.add(socket)
    socket.on('close', () => {
      unauthenticated.delete(socket)
      windows.delete(socket)
    })
    const [oldest] = unauthenticated
    // Not the newest: a flood would lock out the user's browser.
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
