import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/**
 * Functions that both Node's OpenSSL and Electron's BoringSSL support. BoringSSL lacks parts of `createDiffieHellman`,
 * `getDiffieHellman` and `diffieHellman`. It also generates only RSA keys. Both reject PKCS#1 v1.5 padding in
 * `privateDecrypt`. Only OpenSSL accepts long exponents in `publicEncrypt`.
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

describe('portability of the library between OpenSSL and BoringSSL', () => {
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

  it('uses only the padding RSA_NO_PADDING, and does not import crypto dynamically', () => {
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
