import { TLSSocket } from 'node:tls'
import { type PresentedCertificate, readCertificate } from './certificates.ts'
import { requireSignal } from './check-arguments.ts'
import { systemClock } from './clock.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import { determineProxy } from './proxy/determine-proxy.ts'
import { parseServerAddress } from './server-address.ts'
import { getEndpoint, openConnection } from './server-connection.ts'

const TIMEOUT_MS = 10_000

/**
 * Returns the certificate that a server presents. Connects through the proxy of the environment if one is set, and
 * sends nothing. Gives up after 10 s.
 * @throws IbkrError `config-invalid` for an address without TLS, `network-failed`, `proxy-failed`, `connect-timeout`,
 * `aborted`
 * @example
 * ```ts run=gateway
 * import { IbkrClient, readPresentedCertificate } from 'ibkr-web-client'
 *
 * const { sha256, subject, validTo } = await readPresentedCertificate('localhost:5000')
 * console.log(`${subject}, valid to ${validTo}: ${sha256}`) // compare with the server's own before you pin it
 * const client = new IbkrClient('localhost:5000', { pinnedCertificateSha256: sha256 })
 * console.log(await client.request('GET /iserver/accounts'))
 * await client.close()
 * ```
 */
export async function readPresentedCertificate(address: string, signal?: AbortSignal): Promise<PresentedCertificate> {
  requireSignal(signal)
  const server = parseServerAddress(address)
  if (!server.secure) throw new IbkrError('config-invalid', `${address} does not use TLS: there is no certificate.`)
  try {
    const socket = await openConnection({
      ...getEndpoint(new URL(server.root)),
      policy: { kind: 'any' },
      proxy: determineProxy(server),
      timeout: TIMEOUT_MS,
      clock: systemClock,
      signal: signal ?? new AbortController().signal,
    })
    try {
      if (socket instanceof TLSSocket) return readCertificate(socket.getPeerCertificate())
      throw new IbkrError('network-failed', `${server.host} does not use TLS.`)
    } finally {
      socket.destroy()
    }
  } catch (cause) {
    if (cause instanceof IbkrError) throw cause
    throw new IbkrError(
      'network-failed',
      `The certificate of ${server.host} could not be read. Is the server running?`,
      {
        cause,
      },
    )
  }
}
