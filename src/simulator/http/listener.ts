import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certificate } from './certificate.ts'

/** A listening server and the address it got. */
export interface Listener {
  readonly server: Server
  readonly port: number
  /** Stops listening and cuts every connection. */
  close(): Promise<void>
}

/** Starts an http or https server; rejects with the system's error (`EADDRINUSE`, …) where it cannot listen. */
export async function listen(settings: {
  readonly host: string
  readonly port: number
  readonly certificate: Certificate | undefined
  readonly onRequest: RequestListener
}): Promise<Listener> {
  const { certificate, onRequest } = settings
  const server: Server =
    certificate === undefined ? createHttpServer(onRequest) : createHttpsServer(certificate, onRequest)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
