import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDhPem } from '../oauth1/dh-group.ts'
import { verifyDhGroup, verifyPrivateKey } from './verify-offline.ts'

/** A key file is missing or invalid; the message begins with its name. */
export class KeyFileError extends Error {}

/** The content of the three key files. */
export interface KeyFiles {
  /** Diffie-Hellman prime in hex. */
  readonly dhPrime: string
  readonly encryption: string
  readonly signature: string
}

/**
 * Reads and checks the three files of IBKR's OAuth 1.0a setup.
 * @throws KeyFileError for the first file that is missing or invalid
 */
export async function readKeyFiles(folder: string): Promise<KeyFiles> {
  const dhparam = await readText(folder, 'dhparam.pem')
  const encryption = await readText(folder, 'private_encryption.pem')
  const signature = await readText(folder, 'private_signature.pem')
  const dhPrime = await named('dhparam.pem', async () => {
    const group = readDhPem(dhparam)
    await verifyDhGroup(group)
    return group.prime.toString(16)
  })
  await named('private_encryption.pem', () => verifyPrivateKey(encryption, 'encryption key'))
  await named('private_signature.pem', () => verifyPrivateKey(signature, 'signature key'))
  return { dhPrime, encryption, signature }
}

async function readText(folder: string, name: string): Promise<string> {
  try {
    return decodeKeyFile(await readFile(join(folder, name)))
  } catch (cause) {
    const missing = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT'
    throw new KeyFileError(
      missing
        ? `${name} is not in this folder. Run the command where the three PEM files are.`
        : `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}

/** Decodes the text of a key file. Redirection in the Windows shell writes UTF-16 with a byte order mark. */
export function decodeKeyFile(bytes: Buffer): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  return bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '')
}

async function named<T>(name: string, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (cause) {
    throw new KeyFileError(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
