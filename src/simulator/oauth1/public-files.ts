import { createPublicKey, type KeyObject } from 'node:crypto'
import { SimulatorError } from '../simulator-error.ts'
import type { Oauth1Credentials } from './credentials.ts'

/** The three files that IBKR's self-service page accepts, as strings. */
export interface Oauth1PublicFiles {
  /** PEM of the public signature key. */
  readonly signature: string
  /** PEM of the public encryption key. */
  readonly encryption: string
  /** PEM of the Diffie-Hellman parameters. */
  readonly dhParameters: string
}

/** Consumer key with nine characters, which IBKR's page requires. */
const consumerKey = 'PRACTISE1'

/**
 * Registers a consumer with private keys that are stored elsewhere: its credentials contain the public keys, and an
 * empty token and secret that are issued later. Throws a `SimulatorError` that names a file which IBKR's page would
 * reject.
 */
export function registerPublicFiles(files: Oauth1PublicFiles): Oauth1Credentials {
  const signature = publicPem('public_signature.pem', files.signature)
  const encryption = publicPem('public_encryption.pem', files.encryption)
  if (signature === encryption) {
    throw refused('public_signature.pem and public_encryption.pem contain the same key; IBKR requires two')
  }
  const dhPrime = readPrime(files.dhParameters)
  return { consumerKey, accessToken: '', accessTokenSecret: '', dhPrime, realm: 'limited_poa', signature, encryption }
}

function publicPem(name: string, text: string): string {
  if (/PRIVATE KEY/.test(text)) throw refused(`${name} is a private key, which must not be shared. Use the public key`)
  const key = readKey(name, text)
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (key.asymmetricKeyType !== 'rsa' || bits !== 2048) throw refused(`${name} is not an RSA key of 2048 bits`)
  return key.export({ type: 'spki', format: 'pem' }).toString()
}

function readKey(name: string, text: string): KeyObject {
  try {
    return createPublicKey(text)
  } catch (error) {
    throw refused(`${name} does not contain a public key in PEM`, error)
  }
}

/** Reads the prime from `SEQUENCE { INTEGER prime, INTEGER generator }`, as lower-case hex. */
function readPrime(text: string): string {
  const [, base64] = /-----BEGIN DH PARAMETERS-----([\sA-Za-z0-9+/=]+)-----END DH PARAMETERS-----/.exec(text) ?? []
  if (base64 === undefined) throw refused('dhparam.pem does not contain Diffie-Hellman parameters in PEM')
  // A prime of 2048 bits and the generator 2 have only one encoding: lengths of two bytes, and a zero byte before the
  // prime.
  const found = /^3082....02820101(00[89a-f].{511})020102$/.exec(Buffer.from(base64, 'base64').toString('hex'))
  const [, prime] = found ?? []
  if (prime === undefined) throw refused('dhparam.pem does not contain a prime of 2048 bits with the generator 2')
  return prime.slice(2)
}

function refused(message: string, cause?: unknown): SimulatorError {
  return new SimulatorError('REGISTRATION_REFUSED', message, cause)
}
