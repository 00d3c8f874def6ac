import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/**
 * The functions that both Node's OpenSSL and Electron's BoringSSL support. Excluded on purpose: `createDiffieHellman`,
 * `getDiffieHellman` and `diffieHellman` (BoringSSL lacks parts of them), `generateKeyPair` of kinds beyond RSA, and
 * any padding of `privateDecrypt` (both reject PKCS#1 v1.5). `publicEncrypt` accepts long exponents only with OpenSSL.
 */
const PORTABLE = [
  'checkPrime',
  'constants',
  'createHash',
  'createHmac',
  'createPrivateKey',
  'createPublicKey',
  'KeyObject',
  'privateDecrypt',
  'publicEncrypt',
  'randomBytes',
  'sign',
  'timingSafeEqual',
  'X509Certificate',
]

const sources = readdirSync('src/client', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(`src/client/${name}`, 'utf8') }))

describe('the library, portable between OpenSSL and BoringSSL,', () => {
  it('imports only portable functions of node:crypto, by name', () => {
    const imports = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/import (.*?) from '(?:node:)?crypto'/gs)].flatMap(([, clause = '']) =>
        (/^(?:type )?\{(.*)\}$/s.exec(clause)?.[1] ?? `everything as ${clause}`)
          .split(',')
          .map((one) => one.trim().replace(/^type /, ''))
          .filter((one) => one !== '' && !PORTABLE.includes(one))
          .map((one) => `${name}: ${one}`),
      ),
    )
    expect(imports).toEqual([])
    expect(sources.some(({ text }) => text.includes("from 'node:crypto'"))).toBe(true)
  })

  it('uses no padding but RSA_NO_PADDING and no dynamic import of crypto', () => {
    for (const { name, text } of sources) {
      const paddings = text.match(/\bRSA_\w+_PADDING\b|\bRSA_NO_PADDING\b/g) ?? []
      expect(
        paddings.filter((padding) => padding !== 'RSA_NO_PADDING'),
        name,
      ).toEqual([])
      expect(text, name).not.toMatch(/import\(['"](node:)?crypto|require\(['"](node:)?crypto|getBuiltinModule/)
    }
  })
})
