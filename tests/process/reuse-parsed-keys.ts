import crypto, { type KeyObject } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/*
 * Reading an RSA key and its first use take 1 ms of processor time, and tests read the same few keys thousands of
 * times. The results are therefore cached; a `KeyObject` never changes.
 */

type Input = Parameters<typeof crypto.createPrivateKey>[0] | Parameters<typeof crypto.createPublicKey>[0]

const { createPrivateKey, createPublicKey } = crypto

/** Returns a text that identifies the input, or undefined for inputs that are not cached, such as encrypted keys. */
function nameOf(input: Input): string | undefined {
  if (typeof input === 'string') return input
  if (!('key' in input) || !Buffer.isBuffer(input.key) || ('passphrase' in input && input.passphrase)) return undefined
  const { key, format, type } = input as { key: Buffer; format?: string; type?: string }
  return `${format} ${type} ${key.toString('base64')}`
}

function cached<T extends Input>(create: (input: T) => KeyObject): (input: T) => KeyObject {
  const keys = new Map<string, KeyObject>()
  return function createKeyOnce(input) {
    const name = nameOf(input)
    const key = (name !== undefined && keys.get(name)) || create(input)
    if (name !== undefined) keys.set(name, key)
    return key
  }
}

if (createPrivateKey.name !== 'createKeyOnce') {
  Object.assign(crypto, { createPrivateKey: cached(createPrivateKey), createPublicKey: cached(createPublicKey) })
  syncBuiltinESMExports()
}
