import { createPrivateKey, type KeyObject } from 'node:crypto'
import { FILE_NAME_HINT, looksLikeFileName } from '../detect-file-name.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { readKeyDerivationRounds } from './der-encoding.ts'
import { explainUnsupportedEncryption } from './explain-pem-encryption.ts'
import { type PemBlock, readPemBlocks, writePem } from './pem-encoding.ts'

/** Maximum key size in bits: with larger keys one operation takes seconds. IBKR requires 2048 bits. */
const MAX_BITS = 8_192
/** Maximum number of key derivation rounds, which take some seconds. The default of openssl is 2,048. */
const MAX_ROUNDS = 5_000_000n

const PRIVATE_LABELS = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY']

/** Options for reading an encrypted key. */
export interface KeyOptions {
  /** Passphrase of a PEM key; ignored if the key is not encrypted. */
  readonly passphrase?: string
}

/**
 * Reads the PEM text of an RSA private key. Accepts PKCS#1 (`BEGIN RSA PRIVATE KEY`) and PKCS#8 (`BEGIN PRIVATE KEY`),
 * plain or encrypted (`BEGIN ENCRYPTED PRIVATE KEY`, or `Proc-Type: 4,ENCRYPTED`). Line ends, blanks and surrounding
 * text do not matter. Reads the first private key if there are several. `purpose` names the key in the error, which
 * quotes nothing of the key.
 * @throws IbkrError `key-invalid`
 */
export function readRsaPrivateKey(pem: string, purpose: string, options: KeyOptions = {}): KeyObject {
  const blocks = parse(pem, purpose)
  const block = blocks.find(({ label }) => PRIVATE_LABELS.includes(label))
  if (block === undefined) throw invalid(`The ${purpose} ${describeMistake(pem, blocks[0]?.label)}`)
  let key: KeyObject
  try {
    key = isEncrypted(block) ? openEncrypted(block, purpose, options.passphrase) : openPlain(block, purpose)
  } finally {
    // The bytes are overwritten, because the garbage collector does not clear them.
    block.der.fill(0)
  }
  if (key.asymmetricKeyType !== 'rsa') {
    throw invalid(`The ${purpose} is a key of type ${key.asymmetricKeyType?.toUpperCase()}; IBKR requires RSA.`)
  }
  if (countModulusBits(key) > MAX_BITS) {
    throw invalid(`The ${purpose} has ${countModulusBits(key)} bits; more than ${MAX_BITS} are not supported.`)
  }
  return key
}

/** Returns the number of bits of an RSA key. */
export function countModulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0
}

function parse(pem: string, purpose: string): readonly PemBlock[] {
  try {
    return readPemBlocks(pem)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw invalid(`The ${purpose} cannot be read: ${reason}. The PEM text of an RSA private key is required.`)
  }
}

function isEncrypted({ label, headers }: PemBlock): boolean {
  return label === 'ENCRYPTED PRIVATE KEY' || headers.some((line) => /^Proc-Type:.*ENCRYPTED/i.test(line))
}

function openPlain({ label, der }: PemBlock, purpose: string): KeyObject {
  // Some tools write the label of one form for the other, so both are tried.
  for (const type of label === 'PRIVATE KEY' ? (['pkcs8', 'pkcs1'] as const) : (['pkcs1', 'pkcs8'] as const)) {
    try {
      return createPrivateKey({ key: der, format: 'der', type })
    } catch {
      // The cause is omitted: OpenSSL's errors may quote the input.
    }
  }
  throw invalid(`The ${purpose} cannot be read: it is damaged. The PEM text of an RSA private key is required.`)
}

function openEncrypted(block: PemBlock, purpose: string, passphrase: string | undefined): KeyObject {
  if (typeof passphrase !== 'string') {
    throw invalid(
      `The ${purpose} is protected by a passphrase, but none was given. Provide it, or save the key without one: openssl pkey -in KEY -out NEW`,
    )
  }
  try {
    // The traditional form names its algorithm in header lines, so it is decrypted from the text.
    if (block.label !== 'ENCRYPTED PRIVATE KEY') return createPrivateKey({ key: writePem(block), passphrase })
    const rounds = readKeyDerivationRounds(block.der)
    if (rounds <= MAX_ROUNDS) {
      return createPrivateKey({ key: block.der, format: 'der', type: 'pkcs8', passphrase })
    }
  } catch (error) {
    const unsupported = explainUnsupportedEncryption(error, block)
    if (unsupported !== undefined) throw invalid(`The ${purpose} ${unsupported}`)
    throw invalid(
      `The ${purpose} cannot be opened: the passphrase is wrong, the key is damaged, or its encryption is not supported (AES is).`,
    )
  }
  throw invalid(`The ${purpose} is encrypted with more than ${MAX_ROUNDS} rounds: encrypt it again with fewer.`)
}

/** Describes an input that is not a private key, by the label of its first block if there is one. */
function describeMistake(text: string, label: string | undefined): string {
  switch (label) {
    case undefined:
      if (looksLikeFileName(text)) return `${FILE_NAME_HINT} An RSA private key has the line BEGIN PRIVATE KEY.`
      return 'cannot be read: the PEM text of an RSA private key is required (BEGIN PRIVATE KEY is missing).'
    case 'PUBLIC KEY':
    case 'RSA PUBLIC KEY':
      return 'is a public key; the private key of the pair is required.'
    case 'OPENSSH PRIVATE KEY':
      return 'is in the format of OpenSSH: convert a copy with ssh-keygen -p -m PEM -f KEY.'
    case 'DH PARAMETERS':
      return 'contains Diffie-Hellman parameters; a private key is required.'
    case 'EC PRIVATE KEY':
    case 'DSA PRIVATE KEY':
      return `is a key of type ${label.slice(0, 3).trim()}; IBKR requires RSA.`
    default:
      return 'is another kind of PEM; the text of an RSA private key is required.'
  }
}

function invalid(message: string): IbkrError {
  return new IbkrError('key-invalid', message)
}
