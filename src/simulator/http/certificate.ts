import { isIP } from 'node:net'

/** A self-signed certificate with its key, both PEM, and how far TLS may go with it. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  /** Newest version of TLS that the server speaks; default the newest there is. */
  readonly maxVersion?: 'TLSv1.2'
}

const subject = [{ name: 'commonName', value: 'IBKR Console simulator' }]
const ellipticKey = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const

/**
 * Issues a certificate for localhost, 127.0.0.1, ::1 and the extra names (DNS names or addresses). Elliptic keys, because
 * they are made in milliseconds where RSA takes a quarter of a second. Valid for 30 days of the machine's own time.
 */
export async function issueCertificate(extraNames: readonly string[]): Promise<Certificate> {
  const names = [...new Set(['localhost', '127.0.0.1', '::1', ...extraNames])]
  const { generate } = await loadIssuer()
  const issued = await generate(subject, {
    ...ellipticKey,
    notBeforeDate: new Date(Date.now() - 3_600_000),
    notAfterDate: new Date(Date.now() + 30 * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) =>
          isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
        ),
      },
    ],
  })
  return { key: issued.private, cert: issued.cert }
}

/** Issues what IBKR's gateway shows: a certificate that has expired and names no host (no subjectAltName), for TLS 1.2 at most. */
export async function issueOldCertificate(): Promise<Certificate> {
  const { generate } = await loadIssuer()
  const issued = await generate(subject, {
    ...ellipticKey,
    notBeforeDate: new Date(Date.UTC(2016, 0, 1)),
    notAfterDate: new Date(Date.UTC(2017, 0, 1)),
    extensions: [{ name: 'basicConstraints', cA: false }],
  })
  return { key: issued.private, cert: issued.cert, maxVersion: 'TLSv1.2' }
}

/** Loaded when it is needed: a simulator over plain http starts without it in half the time. */
function loadIssuer() {
  return import('selfsigned')
}
