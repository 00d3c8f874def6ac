import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { group14Prime } from '../../../src/simulator/oauth1/credentials.ts'
import { registerPublicFiles } from '../../../src/simulator/oauth1/public-files.ts'
import { getSharedKeys } from '../../process/shared-keys.ts'
import { dhparamPem } from '../client/dhparam-pem.ts'

const own = await getSharedKeys()
const publicOf = (pem: string): string => createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString()
const files = {
  signature: publicOf(own.signature),
  encryption: publicOf(own.encryption),
  dhParameters: dhparamPem(group14Prime),
}
const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' })

test('registers a consumer from its three public files, also with CRLF line endings, and needs no private key', () => {
  const wanted = { signature: files.signature, encryption: files.encryption, dhPrime: group14Prime, accessToken: '' }
  expect(registerPublicFiles(files)).toMatchObject(wanted)
  const windows = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]))
  expect(registerPublicFiles({ ...files, ...windows })).toMatchObject(wanted)
})

test.each([
  ['a private key', { signature: own.signature }, /public_signature.pem is a private key, which must not be shared/],
  ['a text', { encryption: 'hello' }, /public_encryption.pem does not contain a public key/],
  ['a key of 1024 bits', { signature: small.toString() }, /public_signature.pem is not an RSA key of 2048 bits/],
  ['one key twice', { encryption: files.signature }, /contain the same key/],
  ['a key for the prime', { dhParameters: files.signature }, /dhparam.pem does not contain Diffie-Hellman parameters/],
  ['a short prime', { dhParameters: dhparamPem(group14Prime.slice(0, 128)) }, /a prime of 2048 bits/],
  ['the generator 5', { dhParameters: dhparamPem(group14Prime, { generator: 5 }) }, /the generator 2/],
])('rejects %s as a public file, and names the file', (_, spoilt, words) => {
  expect(() => registerPublicFiles({ ...files, ...spoilt })).toThrow(words)
})
