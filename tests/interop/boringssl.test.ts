import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer, get, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { afterEach, describe, expect, test } from 'vitest'
import { createTransportError } from '../../src/client/errors/transport-error.ts'
import { readRsaPrivateKey } from '../../src/client/oauth1/private-key.ts'
import { createVaultKey, sealVault, unlockVault } from '../../src/host/keys/vault-format.ts'

/*
 * Behaviour that depends on the TLS library. The long run repeats these tests and the OAuth vectors on Bun, whose crypto
 * is BoringSSL, as in Electron.
 */

/** A vault with low scrypt cost, sealed by Node 20 with OpenSSL 3. */
const SEALED_BY_OPENSSL =
  'SUJLUlZMVAoBCggBbFj0mGb9le6Gyy1Hwm8xhUVLnT56aSQ6ej5BiG6D/zztSP0tp6RQ2VhLNCHTur+WQLOsF1GazwKjBCjGc2FtUFZVWM3c12j3eljyzm7HMgiyQIuX58eQ'

const isBoringSsl = 'bun' in process.versions

/** Keys of all certificates: generating a pair for each takes half a second of processor time. */
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keyPair = {
  privateKey: String(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })),
  publicKey: String(keys.publicKey.export({ type: 'spki', format: 'pem' })),
}

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** Starts a server with an RSA certificate of the given key usage. Returns its address. */
async function serveWithKeyUsage(usage: Readonly<Record<string, boolean>>): Promise<string> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'rsa',
    keyPair,
    algorithm: 'sha256',
    extensions: [{ name: 'keyUsage', ...usage }],
  })
  server = createServer({ key, cert }, (_request, response) => response.end('{"ok":true}')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Sends a request with Node's own client, because Bun replaces undici. Rejects with the error that the client reports. */
async function request(address: string): Promise<number | undefined> {
  const sent = get(address, { rejectUnauthorized: false, agent: false })
  try {
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    response.resume()
    return response.statusCode
  } catch (cause) {
    throw createTransportError({
      request: { method: 'GET', path: '/', url: new URL(address) },
      cause,
      code: undefined,
      timeout: 1_000,
      maxBodyBytes: 1_000,
      mayHaveReachedServer: false,
      responded: false,
    })
  }
}

describe('TLS connection to a server, by the key usage of its certificate', () => {
  test.each([{ digitalSignature: true }, { digitalSignature: true, keyEncipherment: true }])(
    'accepts a certificate with the key usage %j',
    async (usage) => {
      expect(await request(await serveWithKeyUsage(usage))).toBe(200)
    },
  )

  test('names the missing key usage digitalSignature on BoringSSL, and connects on OpenSSL', async () => {
    const response = request(await serveWithKeyUsage({ keyEncipherment: true }))
    if (isBoringSsl) {
      await expect(response).rejects.toMatchObject({
        code: 'tls-untrusted',
        message: expect.stringContaining('digitalSignature'),
      })
    } else await expect(response).resolves.toBe(200)
  })
})

test('opens a vault that OpenSSL encrypted, and a vault that it has just encrypted itself', async () => {
  const vault = Buffer.from(SEALED_BY_OPENSSL, 'base64')
  const { content } = await unlockVault(vault, 'correct horse battery staple')
  expect(content.toString()).toBe('{"sets":{}}')
  const key = await createVaultKey('correct horse battery staple', { logN: 10, r: 8, p: 1 })
  const again = await unlockVault(sealVault(Buffer.from('x'), key), 'correct horse battery staple')
  expect(again.content.toString()).toBe('x')
})

test('decrypts a private key that is encrypted with AES-256-CBC', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const encrypted = String(
    privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'correct horse' }),
  )
  const read = readRsaPrivateKey(encrypted, 'signature key', { passphrase: 'correct horse' })
  expect(read.equals(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })))).toBe(true)
})

/** RSA keys of 1024 bits that "openssl pkcs8 -topk8" encrypted in ways that BoringSSL does not implement. */
const ENCRYPTED_KEYS = JSON.parse(readFileSync('tests/fixtures/encrypted-keys.json', 'utf8')) as Record<string, string>

test.each(Object.entries(ENCRYPTED_KEYS))(
  'decrypts a key that is encrypted with %s on OpenSSL, and names the encryption and a remedy on BoringSSL',
  (encryption, base64) => {
    const pem = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${base64}\n-----END ENCRYPTED PRIVATE KEY-----`
    const read = () => readRsaPrivateKey(pem, 'signature key', { passphrase: 'horse' })
    const remedy = 'openssl pkcs8 -topk8 -v2 aes-256-cbc'
    if (isBoringSsl) expect(read).toThrow(new RegExp(`is encrypted with ${encryption}, .*${remedy}`))
    else expect(read().asymmetricKeyDetails?.modulusLength).toBe(1_024)
  },
)
