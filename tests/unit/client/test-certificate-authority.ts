import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { generate } from 'selfsigned'

/** Private certificate authority, and a server certificate that it signed. */
export interface TestAuthority {
  /** Certificate of the authority, as PEM. */
  readonly authority: string
  /** Private key and certificate of the server, as PEM. */
  readonly server: { readonly key: string; readonly cert: string }
  readonly fingerprint: string
}

/** Creates a certificate authority and a server certificate. `name` is the host name or IP address of the server. */
export async function makeAuthority(name: string): Promise<TestAuthority> {
  const authority = await generate([{ name: 'commonName', value: `Authority of ${name}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: [isIP(name) ? { type: 7, ip: name } : { type: 2, value: name }] }],
  })
  return {
    authority: authority.cert,
    server: { key: server.private, cert: server.cert },
    fingerprint: new X509Certificate(server.cert).fingerprint256,
  }
}
