import type { PeerCertificate } from 'node:tls'

/** A certificate as a server showed it, unverified: for a person to look at before pinning it. */
export interface PresentedCertificate {
  /** Upper-case hex with colons; what `pinnedCertificateSha256` takes. */
  readonly sha256: string
  /** Common name of whom it was issued to, empty where it has none. */
  readonly subject: string
  /** As the certificate writes it. */
  readonly validTo: string
}

/** What a person is told of a certificate. */
export function readCertificate(certificate: PeerCertificate): PresentedCertificate {
  const name: unknown = certificate.subject?.CN
  return {
    sha256: certificate.fingerprint256,
    subject: Array.isArray(name) ? name.join(', ') : String(name ?? ''),
    validTo: certificate.valid_to,
  }
}
