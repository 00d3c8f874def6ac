import { lstat, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { decodeSecretBase64, encodeSecretBase64 } from '../../client/unpublished.ts'
import { secretBase64 } from '../../shared/contract/schemas.ts'
import { HostError } from '../host-error.ts'
import type { EncodedSecrets, SecretStore } from '../profiles/key-set.ts'
import { toFileError } from '../storage/file-error.ts'
import { type OpenFile, replaceFile } from '../storage/replace-file.ts'
import { requireWritable } from '../storage/write-protection.ts'
import { createTaskQueue } from '../task-queue.ts'
import {
  createVaultKey,
  eraseVaultKey,
  hasDamagedHeader,
  openVault,
  SCRYPT_COST,
  type ScryptCost,
  sealVault,
  unlockVault,
  type VaultKey,
  vaultDamaged,
} from './vault-format.ts'

/** Names of the vault file and its copy from before the last change, in the user data folder. */
const VAULT_FILE = 'keys.vault'
const PREVIOUS_VAULT_FILE = 'keys.vault.previous'
const MIN_PASSPHRASE = 10

const contentSchema = z.strictObject({ sets: z.record(z.uuid(), z.record(z.string(), secretBase64)) })
type Content = z.infer<typeof contentSchema>

export type VaultState = 'absent' | 'locked' | 'open'

export interface VaultOptions {
  readonly home: string
  /** Called after a damaged vault was replaced by its copy. */
  readonly onRestored?: () => void
  readonly cost?: ScryptCost
  readonly openFile?: OpenFile
}

/** Stores secrets in one file, encrypted with a passphrase. Each change replaces the file atomically. */
export class VaultStore implements SecretStore {
  readonly kind = 'vault'
  readonly #options: VaultOptions
  readonly #path: string
  readonly #previousPath: string
  #key: VaultKey | undefined
  #onChange: () => void = () => undefined
  readonly #inTurn = createTaskQueue()

  constructor(options: VaultOptions) {
    this.#options = options
    this.#path = join(options.home, VAULT_FILE)
    this.#previousPath = join(options.home, PREVIOUS_VAULT_FILE)
  }

  /** Sets the listener that is called after every change of the state. */
  onChange(listener: () => void): void {
    this.#onChange = listener
  }

  async state(): Promise<VaultState> {
    if (this.#key) return 'open'
    // A vault also exists if only its copy does: creating a new vault would overwrite the copy.
    return (await exists(this.#path)) || (await exists(this.#previousPath)) ? 'locked' : 'absent'
  }

  /** Creates and opens an empty vault. */
  create(passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      if ((await this.state()) !== 'absent') throw new HostError('name-taken', 'A vault already exists. Unlock it.')
      requireLength(passphrase)
      const key = await createVaultKey(passphrase, this.#options.cost ?? SCRYPT_COST)
      await this.#replace(this.#path, sealVault(encode({ sets: {} }), key))
      this.#opened(key)
    })
  }

  /**
   * Decrypts the vault and keeps its key in memory.
   * @throws HostError `passphrase-wrong`, `vault-damaged`, `vault-newer`
   */
  unlock(passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#opened(await this.#unlockWithCopy(passphrase))
    })
  }

  lock(): void {
    this.#clearKey()
    this.#onChange()
  }

  /** Locks the vault after pending writes, without calling the listener. */
  close(): Promise<void> {
    return this.#inTurn(async () => this.#clearKey())
  }

  #clearKey(): void {
    if (this.#key) eraseVaultKey(this.#key)
    this.#key = undefined
  }

  /** Changes the passphrase: encrypts everything again and replaces the copy, which the old passphrase could open. */
  changePassphrase(old: string, passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.#decrypt(old)
      eraseVaultKey(before.key)
      const { key, sealed } = await this.#encrypt(before.content, passphrase).finally(() => before.content.fill(0))
      await this.#replace(this.#path, sealed)
      this.#opened(key)
      await this.#replacePrevious(sealed)
    })
  }

  async #encrypt(content: Buffer, passphrase: string): Promise<{ readonly key: VaultKey; readonly sealed: Buffer }> {
    requireLength(passphrase)
    const key = await createVaultKey(passphrase, this.#options.cost ?? SCRYPT_COST)
    return { key, sealed: sealVault(content, key) }
  }

  /** Renames the vault and its copy, so that a new vault can be created. Resolves to the new name. */
  archive(now: number): Promise<string> {
    return this.#inTurn(async () => {
      const name = `${VAULT_FILE}.archived-${new Date(now).toISOString().replaceAll(':', '-')}`
      try {
        requireWritable(this.#path)
        await ifPresent(rename(this.#path, join(this.#options.home, name)))
        await ifPresent(rename(this.#previousPath, join(this.#options.home, `${name}.previous`)))
      } catch (error) {
        throw toFileError(error, 'write')
      }
      this.lock()
      return name
    })
  }

  /**
   * Checks a passphrase without a change of the vault.
   * @throws HostError `passphrase-wrong`
   */
  async checkPassphrase(passphrase: string): Promise<void> {
    const { key, content } = await this.#decrypt(passphrase)
    eraseVaultKey(key)
    content.fill(0)
  }

  write(generation: string, entries: EncodedSecrets): Promise<void> {
    return this.#change((sets) => {
      const set = Object.fromEntries([...entries].map(([name, bytes]) => [name, encodeSecretBase64(bytes)]))
      return { ...sets, [generation]: set }
    }, 'keep-previous')
  }

  read(generation: string, names: readonly string[]): Promise<EncodedSecrets> {
    return this.#inTurn(async () => {
      const set = parse(openVault(await this.#file(), this.#require())).sets[generation] ?? {}
      const found = names.flatMap((name) => (set[name] === undefined ? [] : [[name, set[name]] as const]))
      return new Map(found.map(([name, text]) => [name, decodeSecretBase64(text)]))
    })
  }

  remove(generation: string, _names: readonly string[]): Promise<void> {
    return this.#change((sets) => {
      const { [generation]: _removed, ...rest } = sets
      return rest
    }, 'forget-previous')
  }

  /** Changes the content. With `forget-previous` the copy also loses the removed secrets. */
  #change(
    change: (sets: Content['sets']) => Content['sets'],
    previous: 'keep-previous' | 'forget-previous',
  ): Promise<void> {
    return this.#inTurn(async () => {
      this.#require()
      const file = await this.#file()
      // Read the key again: if the vault was locked in the meantime, the old key consists of zeros.
      const key = this.#require()
      const content = encode({ sets: change(parse(openVault(file, key)).sets) })
      const sealed = sealVault(content, key)
      content.fill(0)
      if (previous === 'keep-previous') await this.#replace(this.#previousPath, file)
      await this.#replace(this.#path, sealed)
      if (previous === 'forget-previous') await this.#replacePrevious(sealed)
    })
  }

  /** Replaces the copy. A copy that cannot be replaced is removed, or stays if that fails too. */
  async #replacePrevious(sealed: Uint8Array): Promise<void> {
    try {
      await this.#replace(this.#previousPath, sealed)
    } catch {
      await rm(this.#previousPath).catch(() => undefined)
    }
  }

  /**
   * Decrypts the vault. A header with a damaged salt, check or cost fits no passphrase; the copy shows whether that is
   * the reason.
   */
  async #decrypt(passphrase: string): Promise<{ readonly key: VaultKey; readonly content: Buffer }> {
    const file = await this.#file()
    try {
      return await unlockVault(file, passphrase)
    } catch (error) {
      if (!(error instanceof HostError) || error.code !== 'passphrase-wrong') throw error
      const copy = await readIfPresent(this.#previousPath)
      if (!copy || !hasDamagedHeader(file, copy)) throw error
      const opened = await unlockVault(copy, passphrase).catch(() => undefined)
      if (!opened) throw error
      eraseVaultKey(opened.key)
      opened.content.fill(0)
      throw vaultDamaged('the header was changed')
    }
  }

  /**
   * Unlocks the vault. A damaged vault is quarantined as `keys.vault.broken` and replaced by its copy from before the
   * last change.
   */
  async #unlockWithCopy(passphrase: string): Promise<VaultKey> {
    try {
      return parseUnlocked(await this.#decrypt(passphrase))
    } catch (error) {
      if (!(error instanceof HostError) || error.code !== 'vault-damaged') throw error
      const previous = await readIfPresent(this.#previousPath)
      const key =
        previous &&
        (await unlockVault(previous, passphrase)
          .then(parseUnlocked)
          .catch(() => undefined))
      if (!previous || !key) throw error
      const damaged = await readIfPresent(this.#path)
      if (damaged) await this.#replace(`${this.#path}.broken`, damaged)
      await this.#replace(this.#path, previous)
      this.#options.onRestored?.()
      return key
    }
  }

  #require(): VaultKey {
    if (this.#key) return this.#key
    throw new HostError('vault-locked', 'The vault is locked. Unlock it with its passphrase.')
  }

  async #file(): Promise<Buffer> {
    const file = await readIfPresent(this.#path)
    if (file) return file
    throw new HostError(
      'vault-damaged',
      'The vault is missing. Restore keys.vault from a backup, or import the keys again.',
    )
  }

  async #replace(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await replaceFile(path, bytes, this.#options.openFile, true)
    } catch (error) {
      throw toFileError(error, 'write')
    }
  }

  #opened(key: VaultKey): void {
    this.#clearKey()
    this.#key = key
    this.#onChange()
  }
}

function requireLength(passphrase: string): void {
  if (passphrase.length >= MIN_PASSPHRASE) return
  throw new HostError(
    'invalid-input',
    `A passphrase needs ${MIN_PASSPHRASE} characters or more. Four or five words are easy to remember.`,
  )
}

/** Returns the key of a decrypted vault whose content is valid. */
function parseUnlocked({ key, content }: { readonly key: VaultKey; readonly content: Buffer }): VaultKey {
  parse(content)
  return key
}

const encode = (content: Content): Uint8Array => Buffer.from(JSON.stringify(content))

/** Parses the decrypted content and overwrites it. */
function parse(content: Buffer): Content {
  try {
    return contentSchema.parse(JSON.parse(content.toString('utf8')))
  } finally {
    content.fill(0)
  }
}

/**
 * Reports whether the path exists. Does not open the file, so an unreadable file or a lack of file descriptors does not
 * change the result.
 */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code !== 'ENOENT' && code !== 'ENOTDIR'
  }
}

async function readIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await ifPresent(readFile(path))
  } catch (error) {
    throw toFileError(error, 'read')
  }
}

/** Awaits a read. Returns undefined if the file is missing. */
async function ifPresent<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
