import { expect, test } from 'vitest'
import { explainUnsupportedEncryption } from '../../../src/client/oauth1/explain-pem-encryption.ts'
import { readRsaPrivateKey } from '../../../src/client/oauth1/private-key.ts'

/* Beginnings of keys that "openssl pkcs8 -topk8" encrypted, with the errors of BoringSSL (Bun 1.4.5). */
const HEADS = [
  [
    'scrypt',
    'ERR_OSSL_UNSUPPORTED_KEY_DERIVATION_FUNCTION',
    'MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkrBgEEAdpHBAswHAQQtgL9YJ7cuVmwJVauSh0L7wICQAACAQgCAQEwHQYJYIZIAWUDBAEq',
  ],
  [
    'HMAC with SHA-512',
    'ERR_OSSL_UNSUPPORTED_PRF',
    'MIIFNTBfBgkqhkiG9w0BBQ0wUjAxBgkqhkiG9w0BBQwwJAQQCtDQ6GNZG+h1lFA+ceCBywICCAAwDAYIKoZIhvcNAgsFADAdBglghkgBZQMEASoE',
  ],
  [
    'Camellia',
    'ERR_OSSL_UNSUPPORTED_CIPHER',
    'MIIFNzBhBgkqhkiG9w0BBQ0wVDAxBgkqhkiG9w0BBQwwJAQQTQE+f8PQxpNaroUbJPjaMQICCAAwDAYIKoZIhvcNAgkFADAfBgsqgwiMmks9AQEBBAQQ',
  ],
  [
    'ARIA',
    'ERR_OSSL_UNSUPPORTED_CIPHER',
    'MIIFNTBfBgkqhkiG9w0BBQ0wUjAxBgkqhkiG9w0BBQwwJAQQGCQGrdb61rGIgk7YE8sXRQICCAAwDAYIKoZIhvcNAgkFADAdBgkqgxqMmm4BAQwE',
  ],
] as const

const block = (base64: string, ...headers: string[]) => ({
  label: 'ENCRYPTED PRIVATE KEY',
  headers,
  der: Buffer.from(base64, 'base64'),
})

test.each(HEADS)('names %s, which Electron cannot decrypt, and says what to do', (name, code, base64) => {
  const text = explainUnsupportedEncryption({ code }, block(base64))
  expect(text).toContain(`is encrypted with ${name}, which is not supported here`)
  expect(text).toContain('openssl pkcs8 -topk8 -v2 aes-256-cbc')
})

test('names the algorithm in the header of a traditional key', () => {
  const error = { code: 'ERR_OSSL_PEM_UNSUPPORTED_ENCRYPTION' }
  const headers = ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: CAMELLIA-256-CBC,C818C42A2CF8267E078552858E6ED698']
  expect(explainUnsupportedEncryption(error, block('AAAA', ...headers))).toContain('CAMELLIA-256-CBC')
})

test.each(['0AES-128-CBC,52A9', 'MIIEpAIBAAKCAQEA', 'AES-128-CBCMIIEpAIBAAKCAQEA,52A9'])(
  'does not quote a header that names no cipher: %s',
  (header) => {
    const error = { code: 'ERR_OSSL_PEM_UNSUPPORTED_ENCRYPTION' }
    expect(explainUnsupportedEncryption(error, block('AAAA', `DEK-Info: ${header}`))).toContain(
      'is encrypted with an unknown algorithm',
    )
  },
)

test('leaves a wrong passphrase to the caller', () => {
  expect(explainUnsupportedEncryption({ code: 'ERR_OSSL_BAD_DECRYPT' }, block(HEADS[0][2]))).toBeUndefined()
  const damaged = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${HEADS[0][2]}\n-----END ENCRYPTED PRIVATE KEY-----`
  expect(() => readRsaPrivateKey(damaged, 'key', { passphrase: 'x' })).toThrow('the passphrase is wrong')
})
