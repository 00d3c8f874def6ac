import * as net from 'node:net'
import * as tls from 'node:tls'
import { IbkrError } from './errors/ibkr-error.ts'
import { resolveServer } from './gateway.ts'
import { linkSignals } from './linked-signal.ts'

const TIMEOUT_MS = 10_000

/** A certificate as a server showed it, unverified: for a person to look at before pinning it. */
export interface PresentedCertificate {
  /** Upper-case hex with colons; what `pinnedCertificateSha256` takes. */
  readonly sha256: string
  /** Common name of whom it was issued to, empty where it has none. */
  readonly subject: string
  /** As the certificate writes it. */
  readonly validTo: string
}

/**
 * Connects to a server, sends nothing, and tells which certificate it shows. Gives up after 10 s.
 * @throws IbkrError `config-invalid` for an address without TLS, `network-failed`, `aborted`
 */
export async function readPresentedCertificate(address: string, signal?: AbortSignal): Promise<PresentedCertificate> {
  const server = resolveServer(address)
  if (!server.secure)
    throw new IbkrError('config-invalid', `${address} is spoken to without TLS: there is no certificate.`)
  const { hostname, port } = new URL(server.root)
  const host = hostname.replace(/^\[|\]$/g, '')
  const link = linkSignals(AbortSignal.timeout(TIMEOUT_MS), signal)
  const socket = tls.connect({
    host,
    port: port === '' ? 443 : Number(port),
    servername: net.isIP(host) ? '' : host,
    rejectUnauthorized: false,
  })
  const abort = (): void => {
    socket.destroy(
      new IbkrError(
        signal?.aborted === true ? 'aborted' : 'connect-timeout',
        `${server.host} showed no certificate in time.`,
      ),
    )
  }
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('secureConnect', () => resolve(readCertificate(socket.getPeerCertificate())))
      link.signal.addEventListener('abort', abort, { once: true })
      if (link.signal.aborted) abort()
    })
  } catch (cause) {
    if (cause instanceof IbkrError) throw cause
    throw new IbkrError('network-failed', `${server.host} could not be asked for its certificate. Is it up?`, { cause })
  } finally {
    link.signal.removeEventListener('abort', abort)
    link.release()
    socket.destroy()
  }
}

/** What a person is told of a certificate. */
export function readCertificate(certificate: tls.PeerCertificate): PresentedCertificate {
  const name: unknown = certificate.subject?.CN
  return {
    sha256: certificate.fingerprint256,
    subject: Array.isArray(name) ? name.join(', ') : String(name ?? ''),
    validTo: certificate.valid_to,
  }
}
