import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { toTwosComplement } from '../../client/oauth1/big-numbers.ts'
import { writePem } from '../../client/oauth1/pem.ts'
import type { PublicFile } from '../../shared/contract/import-views.ts'

const generate = promisify(generateKeyPair)
const BITS = 2048

/**
 * Makes a safe prime in another process, which ends at once when the signal aborts: the search cannot be interrupted, and
 * in a thread it would go on burning a core.
 */
export type PrimeMaker = (bits: number, signal: AbortSignal) => Promise<Buffer>

/** What a prime of 2048 bits takes, in ms: measured, on two older cores. */
export const TYPICAL_PRIME_MS = { from: 10_000, to: 60_000 } as const
export const TYPICAL_PAIR_MS = { from: 50, to: 600 } as const

/** A private key, PKCS#8 DER. */
export async function makePrivateKey(): Promise<Buffer> {
  const { privateKey } = await generate('rsa', { modulusLength: BITS })
  return privateKey.export({ type: 'pkcs8', format: 'der' })
}

/** The public half of a private key, with Unix line ends. */
export function publicKeyFile(name: string, privateKey: KeyObject): PublicFile {
  const text = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  return { name, text: text.replaceAll('\r\n', '\n') }
}

/** The three files that IBKR wants, with Unix line ends: its page refuses others. */
export function publicFiles(signature: KeyObject, encryption: KeyObject, prime: bigint): readonly PublicFile[] {
  return [
    publicKeyFile('public_signature.pem', signature),
    publicKeyFile('public_encryption.pem', encryption),
    { name: 'dhparam.pem', text: dhParametersPem(prime) },
  ]
}

/** `SEQUENCE { prime INTEGER, generator INTEGER }`; the generator is 2. */
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
