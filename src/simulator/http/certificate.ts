import { isIP } from 'node:net'

/** A self-signed certificate with its key, both PEM, and the highest TLS version to use with it. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  /** Maximum TLS version; default the newest. */
  readonly maxVersion?: 'TLSv1.2'
}

const subject = [{ name: 'commonName', value: 'IBKR Console simulator' }]
const ellipticKey = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const

/**
 * Issues a certificate for localhost, 127.0.0.1, ::1 and extra names (DNS names or addresses), valid for 30 days of
 * real time. An elliptic curve key takes milliseconds, an RSA key a quarter of a second.
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

/**
 * Issues a certificate like that of IBKR's gateway: expired, without host names (no subjectAltName), TLS 1.2 at most.
 */
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

/** Imported on demand: a simulator over plain http starts twice as fast without it. */
function loadIssuer() {
  return import('selfsigned')
}
