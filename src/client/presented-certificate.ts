import { TLSSocket } from 'node:tls'
import { type PresentedCertificate, readCertificate } from './certificate.ts'
import { systemClock } from './clock.ts'
import { demandSignal } from './demand.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import { resolveServer } from './gateway.ts'
import { proxyRoute } from './proxy/proxy-route.ts'
import { openConnection, placeOf } from './server-connection.ts'

const TIMEOUT_MS = 10_000

/**
 * Connects to a server, through the proxy of the environment where there is one, sends nothing, and tells which certificate it shows.
 * Gives up after 10 s.
 * @throws IbkrError `config-invalid` for an address without TLS, `network-failed`, `proxy-failed`, `connect-timeout`, `aborted`
 */
export async function readPresentedCertificate(address: string, signal?: AbortSignal): Promise<PresentedCertificate> {
  demandSignal(signal)
  const server = resolveServer(address)
  if (!server.secure)
    throw new IbkrError('config-invalid', `${address} is spoken to without TLS: there is no certificate.`)
  try {
    const socket = await openConnection({
      ...placeOf(new URL(server.root)),
      policy: { kind: 'any' },
      proxy: proxyRoute(server),
      timeout: TIMEOUT_MS,
      clock: systemClock,
      signal: signal ?? new AbortController().signal,
    })
    try {
      if (socket instanceof TLSSocket) return readCertificate(socket.getPeerCertificate())
      throw new IbkrError('network-failed', `${server.host} spoke without TLS.`)
    } finally {
      socket.destroy()
    }
  } catch (cause) {
    if (cause instanceof IbkrError) throw cause
    throw new IbkrError('network-failed', `${server.host} could not be asked for its certificate. Is it up?`, { cause })
  }
}
