import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  type DecipherGCM,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { promisify } from 'node:util'
import { HostError } from '../host-error.ts'

/*
 * File format with sizes in bytes: magic (8), version (1), log2 N (1), r (1), p (1), salt (16), check (32), nonce (12),
 * tag (16), content. The check distinguishes a wrong passphrase from damaged content. Everything before the content is
 * authenticated.
 */

const MAGIC = Buffer.from('IBKRVLT\n')
const VERSION = 1
const SALT = { start: 12, bytes: 16 } as const
const CHECK = { start: 28, bytes: 32 } as const
const NONCE = { start: 60, bytes: 12 } as const
const TAG = { start: 72, bytes: 16 } as const
const CONTENT_START = 88
/** Size of a piece in bytes, small enough that the C library gives freed memory to the next piece. */
const PIECE_BYTES = 512
/** Upper limits of the scrypt parameters, to reject hostile files: 1 GiB of memory and some seconds. */
const MAX_MEMORY = 2 ** 30
const MAX_LOG_N = 20

/** Parameters of scrypt. */
export interface ScryptCost {
  /** The base-2 logarithm of N. */
  readonly logN: number
  readonly r: number
  readonly p: number
}

/**
 * Parameters that take 128 MiB and some tenths of a second: acceptable for one passphrase, expensive for a million
 * guesses.
 */
export const SCRYPT_COST: ScryptCost = { logN: 17, r: 8, p: 1 }

/** The key of a vault, and the parameters that it was derived with. */
export interface VaultKey {
  readonly cost: ScryptCost
  readonly salt: Buffer
  readonly sealing: Buffer
  readonly checking: Buffer
}

const derive = promisify<Buffer, Buffer, number, object, Buffer>(scrypt)

export async function createVaultKey(passphrase: string, cost: ScryptCost): Promise<VaultKey> {
  return deriveKey(passphrase, cost, randomBytes(SALT.bytes))
}

async function deriveKey(passphrase: string, cost: ScryptCost, salt: Buffer): Promise<VaultKey> {
  const { logN, r, p } = cost
  const N = 2 ** logN
  // Normalise the passphrase: systems may encode the same letters as different bytes.
  const typed = Buffer.from(passphrase.normalize('NFC'))
  const bytes = await derive(typed, salt, 64, { N, r, p, maxmem: 2 * 128 * N * r }).finally(() => typed.fill(0))
  return { cost, salt, sealing: bytes.subarray(0, 32), checking: bytes.subarray(32) }
}

export function eraseVaultKey({ sealing, checking }: VaultKey): void {
  sealing.fill(0)
  checking.fill(0)
}

export function sealVault(content: Uint8Array, key: VaultKey): Buffer {
  const head = headOf(key)
  const nonce = randomBytes(NONCE.bytes)
  const cipher = createCipheriv('aes-256-gcm', key.sealing, nonce)
  cipher.setAAD(Buffer.concat([head, nonce]))
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed])
}

/**
 * Derives the key from a passphrase and decrypts a vault.
 * @throws HostError `passphrase-wrong`, also if salt or check are damaged; `vault-damaged`, `vault-newer`
 */
export async function unlockVault(file: Buffer, passphrase: string): Promise<{ key: VaultKey; content: Buffer }> {
  const cost = readCost(file)
  const key = await deriveKey(passphrase, cost, Buffer.from(slice(file, SALT)))
  if (!timingSafeEqual(headOf(key).subarray(CHECK.start), slice(file, CHECK))) {
    eraseVaultKey(key)
    throw passphraseWrong()
  }
  return { key, content: openVault(file, key) }
}

/**
 * Decrypts a vault.
 * @throws HostError `vault-damaged`, `vault-newer`
 */
export function openVault(file: Buffer, key: VaultKey): Buffer {
  readCost(file)
  const decipher = createDecipheriv('aes-256-gcm', key.sealing, slice(file, NONCE), { authTagLength: TAG.bytes })
  decipher.setAAD(file.subarray(0, TAG.start))
  decipher.setAuthTag(slice(file, TAG))
  // GCM returns all content before `final`, which only verifies the tag.
  const content = decryptInPieces(decipher, file.subarray(CONTENT_START))
  try {
    decipher.final()
    return content
  } catch {
    content.fill(0)
    throw vaultDamaged('the content was changed')
  }
}

/**
 * Decrypts content. Each `update` leaves a copy of its result in memory that Node frees without overwriting; the next
 * one of the same size gets that memory.
 */
function decryptInPieces(decipher: DecipherGCM, sealed: Buffer): Buffer {
  const content = Buffer.alloc(sealed.length)
  for (let at = 0; at < sealed.length; at += PIECE_BYTES) {
    const piece = decipher.update(sealed.subarray(at, at + PIECE_BYTES))
    piece.copy(content, at)
    piece.fill(0)
  }
  // The last piece is followed by none.
  for (let copies = 0; copies < 8; copies += 1) Buffer.allocUnsafeSlow(PIECE_BYTES + TAG.bytes).fill(0)
  return content
}

/** Reads and checks the scrypt parameters of a file before use, because large ones take time and memory. */
function readCost(file: Buffer): ScryptCost {
  if (file.length < CONTENT_START) throw vaultDamaged('the file is truncated')
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) throw vaultDamaged('the file is not a vault')
  const [version = 0, logN = 0, r = 0, p = 0] = file.subarray(MAGIC.length, SALT.start)
  if (version > VERSION) throw vaultNewer(version)
  if (version < VERSION) throw vaultDamaged('the header was changed')
  const sane = logN >= 10 && logN <= MAX_LOG_N && r >= 1 && p >= 1 && p <= 4 && 128 * 2 ** logN * r <= MAX_MEMORY
  if (!sane) throw vaultDamaged('the header was changed')
  return { logN, r, p }
}

/**
 * Reports whether a vault and its copy were encrypted with the same key, but their headers differ, so that one of them is
 * damaged. Another passphrase also changes the salt and the check.
 */
export function hasDamagedHeader(file: Buffer, copy: Buffer): boolean {
  const isEqual = (part: { readonly start: number; readonly bytes: number }): boolean =>
    slice(file, part).equals(slice(copy, part))
  return (isEqual(SALT) || isEqual(CHECK)) && !isEqual({ start: 0, bytes: NONCE.start })
}

function headOf({ cost, salt, checking }: VaultKey): Buffer {
  const head = Buffer.concat([MAGIC, Buffer.from([VERSION, cost.logN, cost.r, cost.p]), salt])
  return Buffer.concat([head, createHmac('sha256', checking).update(head).digest()])
}

function slice(file: Buffer, { start, bytes }: { readonly start: number; readonly bytes: number }): Buffer {
  return file.subarray(start, start + bytes)
}

function passphraseWrong(): HostError {
  return new HostError('passphrase-wrong', 'This is not the passphrase of the vault. Nothing was changed. Try again.')
}

function vaultNewer(version: number): HostError {
  return new HostError(
    'vault-newer',
    `A newer version of IBKR Console has written the vault: it has format ${version}, and this version reads format ${VERSION}. Nothing was changed. Start the newer version. If there was none, restore keys.vault from a backup.`,
  )
}

export function vaultDamaged(reason: string): HostError {
  return new HostError(
    'vault-damaged',
    `The vault cannot be read: ${reason}. Restore keys.vault from a backup, or import the keys again.`,
  )
}
