import { isIP } from 'node:net'

/** A self-signed certificate with its key, both PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/**
 * Issues a certificate for localhost, 127.0.0.1, ::1 and the extra names (DNS names or addresses). Elliptic keys, because
 * they are made in milliseconds where RSA takes a quarter of a second. Valid for 30 days of the machine's own time.
 */
export async function issueCertificate(extraNames: readonly string[]): Promise<Certificate> {
  const names = [...new Set(['localhost', '127.0.0.1', '::1', ...extraNames])]
  // Loaded when it is needed: a simulator over plain http starts without it in half the time.
  const { generate } = await import('selfsigned')
  const issued = await generate([{ name: 'commonName', value: 'IBKR Console simulator' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
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
