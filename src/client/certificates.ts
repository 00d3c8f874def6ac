import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'
import { Worker } from 'node:worker_threads'
import { IbkrError } from './errors/ibkr-error.ts'

/** A certificate as the server presented it. It is not verified: a person must check it before pinning. */
export interface PresentedCertificate {
  /** Fingerprint in upper-case hex with colons, in the form that `pinnedCertificateSha256` accepts. */
  readonly sha256: string
  /** Common name of the subject; empty if it has none. */
  readonly subject: string
  /** End of validity, in the certificate's own format. */
  readonly validTo: string
}

export function readCertificate(certificate: tls.PeerCertificate): PresentedCertificate {
  const name: unknown = certificate.subject?.CN
  return {
    sha256: certificate.fingerprint256,
    subject: Array.isArray(name) ? name.join(', ') : String(name ?? ''),
    validTo: certificate.valid_to,
  }
}

/** A script for a thread: reading a large store of the operating system takes seconds, which would block the window. */
const READ_CERTIFICATES = `const { getCACertificates } = require('node:tls')
require('node:worker_threads').parentPort.postMessage([
  ...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
])`

/** Certificates of Node and of the operating system; undefined before they are read, or if Node cannot read them. */
let systemCertificates: readonly string[] | undefined
let reading: Promise<void> | undefined

/**
 * Reads the certificates of the operating system in a thread, once per process. To be awaited before
 * `createTrustedContext`. Node 20 cannot read this store; newer versions and Electron can. A failure is not an error:
 * only Node's own certificates are trusted until the next connection tries again.
 */
export function readSystemCertificates(): Promise<void> {
  if (!('getCACertificates' in tls)) return Promise.resolve()
  reading ??= new Promise((resolve) => {
    const worker = new Worker(READ_CERTIFICATES, { eval: true })
    worker.once('message', (list: readonly string[]) => {
      systemCertificates = list
    })
    worker.on('error', () => undefined)
    worker.once('exit', () => {
      if (systemCertificates === undefined) reading = undefined
      resolve()
    })
  })
  return reading
}

/** Contexts by their authorities, most recently used last. */
const contexts = new Map<string, tls.SecureContext>()
const MAX_CONTEXTS = 8

/**
 * Returns the context for `tls.connect` that trusts the authorities; undefined for Node's default. It contains the whole
 * list, because a list replaces the default: the operating system's store if Node can read it (22.15 and newer, and
 * Electron), and NODE_EXTRA_CA_CERTS. Connections share a context, because parsing 140 certificates takes 20 to 55 ms.
 * @param authorities PEM strings of additional authorities
 */
export function createTrustedContext(authorities: readonly string[] | undefined): tls.SecureContext | undefined {
  if (authorities === undefined && systemCertificates === undefined) return undefined
  const key = `${systemCertificates === undefined ? '' : 'system'} ${authorities?.join() ?? ''}`
  const context =
    contexts.get(key) ??
    tls.createSecureContext({ ca: [...(systemCertificates ?? readOwnCertificates()), ...(authorities ?? [])] })
  contexts.delete(key)
  contexts.set(key, context)
  const [oldest = key] = contexts.keys()
  if (contexts.size > MAX_CONTEXTS) contexts.delete(oldest)
  return context
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/**
 * Splits PEM strings into single certificates.
 * @throws IbkrError `config-invalid` for a string without a readable certificate
 */
export function splitAuthorityCertificates(given: string | readonly string[]): readonly string[] {
  const texts = typeof given === 'string' ? [given] : given
  return texts.flatMap((text, at) => {
    const found = String(text).match(PEM_CERTIFICATE) ?? []
    if (found.length > 0 && found.every(isCertificate)) return found
    throw new IbkrError(
      'config-invalid',
      `certificateAuthorities: string ${at + 1} contains no PEM certificates (BEGIN CERTIFICATE). Pass the content of the file, not its name.`,
    )
  })
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

/** Returns the default certificates of Node 20. */
function readOwnCertificates(): string[] {
  const file = process.env['NODE_EXTRA_CA_CERTS']
  if (file === undefined || file === '') return [...tls.rootCertificates]
  try {
    return [...tls.rootCertificates, readFileSync(file, 'utf8')]
  } catch {
    // If the file cannot be read, Node warns at its start and continues without it.
    return [...tls.rootCertificates]
  }
}
