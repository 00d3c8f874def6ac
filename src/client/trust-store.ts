import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'
import { IbkrError } from './errors/ibkr-error.ts'

/**
 * Whom `tls.connect` shall trust: undefined for what Node trusts by itself; else the whole list, for where one is given Node asks
 * nothing else. The operating system's store is in it where Node can read it (22.15 and newer, and Electron), and the company's of
 * NODE_EXTRA_CA_CERTS always.
 * @param authorities PEM texts of further ones
 */
export function trustedCertificates(authorities: readonly string[] | undefined): string[] | undefined {
  const system = systemCertificates()
  return authorities === undefined ? system : [...(system ?? ownCertificates()), ...authorities]
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/**
 * Each certificate of the texts by itself.
 * @throws IbkrError `config-invalid` for a text without one, or with one that cannot be read
 */
export function readAuthorities(given: string | readonly string[]): readonly string[] {
  const texts = typeof given === 'string' ? [given] : given
  return texts.flatMap((text, at) => {
    const found = String(text).match(PEM_CERTIFICATE) ?? []
    if (found.length > 0 && found.every(isCertificate)) return found
    throw new IbkrError(
      'config-invalid',
      `certificateAuthorities: text ${at + 1} is not made of certificates in PEM (BEGIN CERTIFICATE). Give the content of the file, not its name.`,
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

/** Node 20 knows only its own list; newer ones (and Electron) can read the operating system's as well. */
function systemCertificates(): string[] | undefined {
  const read = (tls as { getCACertificates?: (kind: 'default' | 'system') => string[] }).getCACertificates
  return read === undefined ? undefined : [...new Set([...read('default'), ...read('system')])]
}

/** What Node 20 trusts by itself. */
function ownCertificates(): string[] {
  const file = process.env['NODE_EXTRA_CA_CERTS']
  if (file === undefined || file === '') return [...tls.rootCertificates]
  try {
    return [...tls.rootCertificates, readFileSync(file, 'utf8')]
  } catch {
    // Node has warned of it when it started, and goes on without as well.
    return [...tls.rootCertificates]
  }
}
