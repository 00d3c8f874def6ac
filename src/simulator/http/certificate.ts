import { generateKeyPair, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { promisify } from 'node:util'

/** A self-signed certificate with its key, both as PEM, and the highest TLS version to use with the certificate. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  /** Highest TLS version. Default: the newest version. */
  readonly maxVersion?: 'TLSv1.2'
}

const DAY_MS = 86_400_000

/**
 * Issues a certificate for localhost, 127.0.0.1, ::1 and extra names (DNS names or addresses), valid for 30 days of
 * real time. An elliptic curve key takes milliseconds, an RSA key a quarter of a second.
 */
export function issueCertificate(extraNames: readonly string[]): Promise<Certificate> {
  const names = [...new Set(['localhost', '127.0.0.1', '::1', ...extraNames])]
  const now = Date.now()
  return issue(new Date(now - DAY_MS / 24), new Date(now + 30 * DAY_MS), [
    extension(OID.basicConstraints, true, sequence()),
    extension(OID.keyUsage, true, DIGITAL_SIGNATURE),
    extension(OID.extKeyUsage, false, sequence(der(0x06, OID.serverAuth))),
    extension(OID.subjectAltName, false, sequence(...names.map(generalName))),
  ])
}

/**
 * Issues a certificate like that of IBKR's gateway: expired, without host names (no subjectAltName), TLS 1.2 at most.
 */
export async function issueOldCertificate(): Promise<Certificate> {
  const basic = extension(OID.basicConstraints, false, sequence())
  const issued = await issue(new Date(Date.UTC(2016, 0, 1)), new Date(Date.UTC(2017, 0, 1)), [basic])
  return { ...issued, maxVersion: 'TLSv1.2' }
}

/**
 * Writes an X.509 certificate (RFC 5280), which Node itself cannot do. A library would take longer to load than the
 * simulator.
 */
async function issue(notBefore: Date, notAfter: Date, extensions: readonly Buffer[]): Promise<Certificate> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(der(0x06, OID.ecdsaWithSha256))
  const name = sequence(der(0x31, sequence(der(0x06, OID.commonName), der(0x0c, 'IBKR Console simulator'))))
  const content = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1), randomBytes(15)),
    algorithm,
    name,
    sequence(utcTime(notBefore), utcTime(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  const certificate = sequence(content, algorithm, der(0x03, Buffer.of(0), sign('sha256', content, privateKey)))
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

/** Object identifiers in their DER encoding. */
const OID = {
  ecdsaWithSha256: Buffer.from('2a8648ce3d040302', 'hex'),
  commonName: Buffer.from('550403', 'hex'),
  basicConstraints: Buffer.from('551d13', 'hex'),
  keyUsage: Buffer.from('551d0f', 'hex'),
  extKeyUsage: Buffer.from('551d25', 'hex'),
  serverAuth: Buffer.from('2b06010505070301', 'hex'),
  subjectAltName: Buffer.from('551d11', 'hex'),
} as const

/** Key usage `digitalSignature`: a bit string of 8 bits, 7 of them unused. */
const DIGITAL_SIGNATURE = Buffer.from('03020780', 'hex')

function extension(id: Buffer, critical: boolean, value: Buffer): Buffer {
  return sequence(der(0x06, id), ...(critical ? [der(0x01, Buffer.of(0xff))] : []), der(0x04, value))
}

function generalName(name: string): Buffer {
  return isIP(name) ? der(0x87, addressBytes(name)) : der(0x82, name)
}

function addressBytes(given: string): Buffer {
  // Remove the zone of a link-local address (`fe80::1%eth0`), which names an interface of this machine and never
  // appears in a certificate.
  const [address = ''] = given.split('%')
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  // Use the URL parser, which writes an embedded IPv4 address in hex.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text = '') => text.split(':').filter(Boolean)
  const [start, end] = [groups(head), groups(tail)]
  const all = [...start, ...Array<string>(8 - start.length - end.length).fill('0'), ...end]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

function utcTime(date: Date): Buffer {
  return der(0x17, `${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`)
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts)
}

/** Encodes an ASN.1 value in DER: tag, length, content. */
function der(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}
