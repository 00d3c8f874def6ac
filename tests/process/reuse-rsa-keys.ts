import crypto, { createPrivateKey, createPublicKey, type KeyPairKeyObjectResult } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { promisify } from 'node:util'
import { inject } from 'vitest'

/*
 * Generating an RSA key of 2,048 bits takes 0.1 to 0.3 s of processor time, and hundreds of tests generate one. These
 * tests receive the keys of this run in turn, so that consecutive keys differ. Keys that are shared for longer
 * (`shared-keys.ts`) are reserved, so that a test never generates one of them again. Programs that a test starts
 * generate their own keys.
 */

declare global {
  /** Whether the keys that a test generates are shared, and therefore reserved: no other test generates the same key. */
  var reservesRsaKeys: boolean | undefined
}

type Callback = (error: Error | null, publicKey: crypto.KeyObject, privateKey: crypto.KeyObject) => void

const { generateKeyPair, generateKeyPairSync } = crypto
const REUSED = Symbol.for('reused RSA keys')

if (!(REUSED in generateKeyPair)) {
  const pairs = new Map<string, KeyPairKeyObjectResult>()
  const next = { rsaKeys: 0, reservedRsaKeys: 0 }

  /** Returns the next key pair if the parameters describe a reusable key. */
  const reusedPair = (type: string, options: { modulusLength?: number }): KeyPairKeyObjectResult | undefined => {
    if (type !== 'rsa' || options.modulusLength !== 2048 || Object.keys(options).length > 1) return undefined
    const list = globalThis.reservesRsaKeys ? 'reservedRsaKeys' : 'rsaKeys'
    const pems = inject(list)
    const pem = pems[next[list]++ % pems.length] ?? ''
    const pair = pairs.get(pem) ?? pairOf(createPrivateKey(pem))
    pairs.set(pem, pair)
    return pair
  }
  const generate = (type: 'rsa', options: { modulusLength: number }, callback: Callback): void => {
    const pair = reusedPair(type, options)
    if (pair === undefined) generateKeyPair(type, options, callback)
    else setImmediate(callback, null, pair.publicKey, pair.privateKey)
  }
  const generateSync = (type: 'rsa', options: { modulusLength: number }) =>
    reusedPair(type, options) ?? generateKeyPairSync(type, options)
  const generatePromised = async (type: 'rsa', options: { modulusLength: number }) =>
    reusedPair(type, options) ?? promisify(generateKeyPair)(type, options)

  Object.assign(generate, { [REUSED]: true, [promisify.custom]: generatePromised })
  Object.assign(crypto, { generateKeyPair: generate, generateKeyPairSync: generateSync })
  syncBuiltinESMExports()
}

function pairOf(privateKey: crypto.KeyObject): KeyPairKeyObjectResult {
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
