import { createPrivateKey, type KeyObject } from 'node:crypto'
import { IbkrError } from '../errors/ibkr-error.ts'
import { FILE_NAME, isLikeFileName } from '../mistaken-text.ts'
import { largestDerivationNumber } from './der.ts'
import { type PemBlock, readPemBlocks, writePem } from './pem.ts'
import { readRsaNumbers, unwrapRsaKey } from './rsa-der.ts'

/** IBKR wants 2048; an operation with more than this takes longer than anybody waits. */
const LARGEST_BITS = 8_192
/** Rounds of key derivation; openssl's default is 2,048, and this many take some seconds. */
const MOST_ROUNDS = 5_000_000n

const PRIVATE_LABELS = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY']

/** How to open an encrypted key. */
export interface KeyOptions {
  /** Of a key in PEM that is encrypted; ignored for one that is not. */
  readonly passphrase?: string
}

/**
 * Reads the PEM text of an RSA private key: PKCS#1 (`BEGIN RSA PRIVATE KEY`) or PKCS#8 (`BEGIN PRIVATE KEY`), plain or
 * encrypted (`BEGIN ENCRYPTED PRIVATE KEY`, or `Proc-Type: 4,ENCRYPTED`), with any line ends, blanks and surrounding
 * text. The first private key of several is taken. `purpose` names the key in the error, which quotes nothing of it.
 * @throws IbkrError `key-invalid`
 */
export function readRsaPrivateKey(pem: string, purpose: string, options: KeyOptions = {}): KeyObject {
  const blocks = parse(pem, purpose)
  const block = blocks.find(({ label }) => PRIVATE_LABELS.includes(label))
  if (block === undefined) throw invalid(`The ${purpose} ${mistakenFor(pem, blocks[0]?.label)}`)
  const key = openAndErase(block, purpose, options)
  if (key.asymmetricKeyType !== 'rsa') {
    throw invalid(`The ${purpose} is a key of type ${key.asymmetricKeyType?.toUpperCase()}; IBKR wants RSA.`)
  }
  if (modulusBits(key) > LARGEST_BITS) {
    throw invalid(`The ${purpose} has ${modulusBits(key)} bits; more than ${LARGEST_BITS} are not supported.`)
  }
  return key
}

/** The bytes of a key lie outside of what a garbage collector clears. */
function openAndErase(block: PemBlock, purpose: string, { passphrase }: KeyOptions): KeyObject {
  try {
    return isEncrypted(block) ? openEncrypted(block, purpose, passphrase) : openPlain(block, purpose)
  } finally {
    block.der.fill(0)
  }
}

/** Bits of an RSA key. */
export function modulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0
}

function parse(pem: string, purpose: string): readonly PemBlock[] {
  try {
    return readPemBlocks(pem)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw invalid(`The ${purpose} cannot be read: ${reason}. The PEM text of an RSA private key is needed.`)
  }
}

function isEncrypted({ label, headers }: PemBlock): boolean {
  return label === 'ENCRYPTED PRIVATE KEY' || headers.some((line) => /^Proc-Type:.*ENCRYPTED/i.test(line))
}

function openPlain({ label, der }: PemBlock, purpose: string): KeyObject {
  const rsa = unwrapRsaKey(der)
  const type = rsa === undefined && label === 'PRIVATE KEY' ? 'pkcs8' : 'pkcs1'
  try {
    const jwk = readRsaNumbers(rsa ?? der)
    // Its numbers one by one: OpenSSL's own decoder takes eight times as long, a tenth of a login in all.
    if (jwk !== undefined) return createPrivateKey({ key: jwk, format: 'jwk' })
    return createPrivateKey({ key: rsa ?? der, format: 'der', type })
  } catch {
    // The cause is dropped on purpose: OpenSSL's errors may quote what they could not read.
    throw invalid(`The ${purpose} cannot be read: it is damaged. The PEM text of an RSA private key is needed.`)
  }
}

function openEncrypted(block: PemBlock, purpose: string, passphrase: string | undefined): KeyObject {
  if (typeof passphrase !== 'string') {
    throw invalid(
      `The ${purpose} is protected by a passphrase, and none was given. Give it, or save the key without one: openssl pkey -in KEY -out NEW`,
    )
  }
  try {
    // The traditional form has its algorithm in the headers, so it is read as text.
    if (block.label !== 'ENCRYPTED PRIVATE KEY') return createPrivateKey({ key: writePem(block), passphrase })
    const rounds = largestDerivationNumber(block.der)
    if (rounds <= MOST_ROUNDS) {
      return createPrivateKey({ key: block.der, format: 'der', type: 'pkcs8', passphrase })
    }
  } catch {
    throw invalid(
      `The ${purpose} cannot be opened: the passphrase is not the right one, the key is damaged, or it is encrypted in a way that is not supported (AES is).`,
    )
  }
  throw invalid(`The ${purpose} is encrypted with more than ${MOST_ROUNDS} rounds: encrypt it again with fewer.`)
}

/** What was given in place of a private key, by the label of its first block where it has one. */
function mistakenFor(text: string, label: string | undefined): string {
  switch (label) {
    case undefined:
      if (isLikeFileName(text)) return `${FILE_NAME} An RSA private key has the line BEGIN PRIVATE KEY.`
      return 'cannot be read: the PEM text of an RSA private key is needed (BEGIN PRIVATE KEY is missing).'
    case 'PUBLIC KEY':
    case 'RSA PUBLIC KEY':
      return 'is a public key; the private one of the pair is needed.'
    case 'OPENSSH PRIVATE KEY':
      return 'is in the format of OpenSSH: convert a copy with ssh-keygen -p -m PEM -f KEY.'
    case 'DH PARAMETERS':
      return 'is the file of Diffie-Hellman parameters; a private key is needed.'
    case 'EC PRIVATE KEY':
    case 'DSA PRIVATE KEY':
      return `is a key of type ${label.slice(0, 3).trim()}; IBKR wants RSA.`
    default:
      return 'is something else in PEM; the text of an RSA private key is needed.'
  }
}

function invalid(message: string): IbkrError {
  return new IbkrError('key-invalid', message)
}
