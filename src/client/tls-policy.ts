import * as tls from 'node:tls'
import {
  createTrustedContext,
  type PresentedCertificate,
  readCertificate,
  splitAuthorityCertificates,
} from './certificates.ts'
import type { IbkrClientOptions } from './client-options.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import type { ProxySettings } from './proxy/determine-proxy.ts'
import type { ServerAddress } from './server-address.ts'

/** The policy that decides which certificates of a server are accepted. */
export type TlsPolicy =
  /**
   * Certificates are verified with the trust stores of Node and the operating system, and with additional authorities
   * (PEM).
   */
  | { readonly kind: 'trust-store'; readonly authorities?: readonly string[] }
  /** Only the certificate with this fingerprint is accepted. */
  | { readonly kind: 'pinned'; readonly sha256: string }
  /** The first presented certificate becomes the only accepted one, for all connections of a client. */
  | { readonly kind: 'first-use'; readonly pin: FirstUsePin }
  /** Certificates are not verified: the server is on this machine, or an option disables verification. */
  | { readonly kind: 'any' }

/** The certificate that a first-use policy accepts. */
interface FirstUsePin {
  /** Fingerprint in lower-case hex; undefined before the first connection. */
  sha256: string | undefined
  readonly onFirst: (certificate: PresentedCertificate) => void
}

/** The options that concern certificates. */
export type CertificateOptions = Pick<
  IbkrClientOptions,
  'pinnedCertificateSha256' | 'onFirstCertificate' | 'certificateAuthorities' | 'dangerouslyAcceptAnyCertificate'
>

/**
 * Determines the policy for a server. A pin applies to every server. A server on loopback needs no verifiable
 * certificate, because gateways sign their own; every other server does, unless `dangerouslyAcceptAnyCertificate` is
 * set. Behind a proxy, `localhost` is another machine, so its certificate is verified. It is also verified if
 * additional authorities are set.
 * @throws IbkrError `config-invalid` for an invalid SHA-256 fingerprint or invalid authorities
 */
export function determineTlsPolicy(
  server: ServerAddress,
  options: CertificateOptions,
  proxy?: ProxySettings,
): TlsPolicy {
  if (options.pinnedCertificateSha256 !== undefined) {
    const sha256 = normaliseFingerprint(options.pinnedCertificateSha256)
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      throw new IbkrError(
        'config-invalid',
        'pinnedCertificateSha256 is not a SHA-256 fingerprint: 64 hex digits are needed.',
      )
    }
    return { kind: 'pinned', sha256 }
  }
  const here = server.loopback && proxy === undefined
  if (here && server.secure && options.onFirstCertificate !== undefined) {
    return { kind: 'first-use', pin: { sha256: undefined, onFirst: options.onFirstCertificate } }
  }
  if (options.dangerouslyAcceptAnyCertificate === true) return { kind: 'any' }
  const { certificateAuthorities } = options
  if (certificateAuthorities !== undefined)
    return { kind: 'trust-store', authorities: splitAuthorityCertificates(certificateAuthorities) }
  return here ? { kind: 'any' } : { kind: 'trust-store' }
}

/** Converts a fingerprint to lower-case hex without colons or spaces. */
function normaliseFingerprint(text: string): string {
  return text.replace(/[\s:]/g, '').toLowerCase()
}

/** Returns the options for `tls.connect` that implement a policy. */
export function createTlsOptions(policy: TlsPolicy): {
  rejectUnauthorized: boolean
  secureContext?: tls.SecureContext
} {
  if (policy.kind !== 'trust-store') return { rejectUnauthorized: false }
  const secureContext = createTrustedContext(policy.authorities)
  return { rejectUnauthorized: true, ...(secureContext && { secureContext }) }
}

/**
 * Returns the error of a connection that presented a certificate other than the pinned one; undefined if the
 * certificate is accepted. To be called before anything is written to the socket.
 */
export function checkPinnedCertificate(policy: TlsPolicy, socket: unknown): IbkrError | undefined {
  if (policy.kind !== 'pinned' && policy.kind !== 'first-use') return undefined
  const certificate = socket instanceof tls.TLSSocket ? readCertificate(socket.getPeerCertificate()) : undefined
  const presented = certificate?.sha256
  const wanted = policy.kind === 'pinned' ? policy.sha256 : policy.pin.sha256
  if (presented !== undefined && normaliseFingerprint(presented) === wanted) return undefined
  if (certificate !== undefined && policy.kind === 'first-use' && wanted === undefined) {
    policy.pin.sha256 = normaliseFingerprint(certificate.sha256)
    policy.pin.onFirst(certificate)
    return undefined
  }
  return new IbkrError(
    'tls-pin-mismatch',
    presented === undefined
      ? 'The server does not use TLS, but its certificate is pinned: use its https address.'
      : `The server presented the certificate ${presented}, which is not the pinned one. Pin the new one only if you know that it was renewed.`,
  )
}
