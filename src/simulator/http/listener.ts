import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certificate } from './certificate.ts'
import { type Connections, watchConnections } from './connections.ts'

/** Largest head of a request, in bytes; more is answered with 431. */
export const maxHeaderBytes = 16_384

/** An http or https server that can stop and listen again. */
export interface Listener {
  readonly server: Server
  readonly connections: Connections
  /** 0 until it listened for the first time. */
  port(): number
  /** Rejects with the system's error (`EADDRINUSE`, …) where it cannot listen. The port of the first time is kept. */
  open(): Promise<void>
  /** Stops listening and cuts every connection. May be called twice. */
  close(): Promise<void>
}

/**
 * Makes a server that does not listen yet. `requestMilliseconds`: how long head and body of a request may take to arrive, and
 * how long a new connection may stay without one; then comes 408 and the end.
 */
export function createListener(settings: {
  readonly host: string
  readonly port: number
  readonly certificate: Certificate | undefined
  readonly requestMilliseconds: number
}): Listener {
  const { certificate, requestMilliseconds } = settings
  const limits = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: requestMilliseconds,
    requestTimeout: requestMilliseconds,
    connectionsCheckingInterval: Math.max(50, Math.min(1000, requestMilliseconds / 4)),
  }
  const server: Server =
    certificate === undefined ? createHttpServer(limits) : createHttpsServer({ ...limits, ...certificate })
  const connections = watchConnections(server)
  let port = settings.port
  return {
    server,
    connections,
    port: () => port,
    open: async () => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, settings.host, () => {
          server.off('error', reject)
          resolve()
        })
      })
      port = (server.address() as AddressInfo).port
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        connections.cut()
      }),
  }
}
