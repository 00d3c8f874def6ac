import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** The TCP connections of a server, below TLS, HTTP and WebSocket. */
export interface Connections {
  /** Sends RST for the connection behind a socket, also where TLS lies between. */
  reset(socket: Socket): void
  /** Cuts all of them. */
  cut(): void
  count(): number
}

/** Watches the connections of a server: TLS hides them, and only they can be reset, or cut in mid-handshake. */
export function watchConnections(server: Server): Connections {
  const connections = new Map<string, Socket>()
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket)
    connections.set(peer, socket)
    socket.once('close', () => {
      if (connections.get(peer) === socket) connections.delete(peer)
    })
  })
  return {
    reset: (socket) => {
      const connection = connections.get(peerOf(socket)) ?? socket
      connection.resetAndDestroy()
      if (connection !== socket) socket.destroy()
    },
    cut: () => {
      for (const socket of [...connections.values()]) socket.destroy()
    },
    count: () => connections.size,
  }
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}
