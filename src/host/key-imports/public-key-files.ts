import { createPublicKey } from 'node:crypto'
import { readRsaPrivateKey, toTwosComplement, writePem } from '../../client/unpublished.ts'
import type { PublicKeyFile } from '../../shared/contract/import-views.ts'
import { HostError } from '../host-error.ts'
import { createOauth1Config, createOauth2Config } from '../keys/create-login-config.ts'
import type { ImportDraft } from './import-draft.ts'

/** Returns the public files to register at IBKR, for generated keys and for keys from files. */
export function createPublicKeyFiles(draft: ImportDraft): readonly PublicKeyFile[] {
  const missing = (what: string): HostError =>
    new HostError('not-found', `${what} needed first: the files to register at IBKR are derived from them.`)
  if (draft.kind === 'oauth2') {
    const { privateKey } = createOauth2Config(draft.keySet(), { clientId: '', keyId: '', credential: '', ip: '' })
    if (privateKey === '') throw missing('The private key is')
    return [publicKeyFile('public_key.pem', privateKey)]
  }
  const { signature, encryption, dhPrime } = createOauth1Config(draft.keySet(), '')
  if (signature === '' || encryption === '' || dhPrime === '') throw missing('Both private keys and the prime are')
  return [
    publicKeyFile('public_signature.pem', signature),
    publicKeyFile('public_encryption.pem', encryption),
    { name: 'dhparam.pem', text: dhParametersPem(BigInt(`0x${dhPrime}`)) },
  ]
}

/** Uses Unix line ends, because IBKR's page rejects other line ends. */
function publicKeyFile(name: string, privatePem: string): PublicKeyFile {
  const text = createPublicKey(readRsaPrivateKey(privatePem, 'private key'))
    .export({ type: 'spki', format: 'pem' })
    .toString()
  return { name, text: text.replaceAll('\r\n', '\n') }
}

/** Encodes `SEQUENCE { prime INTEGER, generator INTEGER }` with the generator 2. */
function dhParametersPem(prime: bigint): string {
  const element = (tag: number, value: Uint8Array): Buffer =>
    Buffer.concat([Buffer.from([tag]), derLength(value.length), value])
  const body = Buffer.concat([element(0x02, toTwosComplement(prime)), element(0x02, Buffer.from([2]))])
  return writePem({ label: 'DH PARAMETERS', headers: [], der: element(0x30, body) })
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}
