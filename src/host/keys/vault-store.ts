import { lstat, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fileError } from '../files/file-error.ts'
import { HostError } from '../host-error.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { type OpenFile, replaceFile } from '../storage/replace-file.ts'
import type { SecretEntries, SecretStore } from './secret-store.ts'
import {
  forgetVaultKey,
  newVaultKey,
  openVault,
  SCRYPT_COST,
  type ScryptCost,
  sealVault,
  unlockVault,
  type VaultKey,
} from './vault-format.ts'

/** The vault in the user data folder, and what it was before the last change. */
export const VAULT_FILE = 'keys.vault'
export const PREVIOUS_VAULT_FILE = 'keys.vault.previous'
const SHORTEST_PASSPHRASE = 10

const contentSchema = z.strictObject({ sets: z.record(z.uuid(), z.record(z.string(), z.base64())) })
type Content = z.infer<typeof contentSchema>

export type VaultState = 'absent' | 'locked' | 'open'

export interface VaultOptions {
  readonly home: string
  /** Told when a damaged vault was replaced by its copy. */
  readonly onRestored?: () => void
  readonly cost?: ScryptCost
  readonly openFile?: OpenFile
}

/** Secrets in one file that a passphrase opens. It is written whole each time: the old content or the new, never a mix. */
export class VaultStore implements SecretStore {
  readonly kind = 'vault'
  readonly #options: VaultOptions
  readonly #path: string
  readonly #previousPath: string
  #key: VaultKey | undefined
  #onChange: () => void = () => undefined
  readonly #inTurn = oneAtATime()

  constructor(options: VaultOptions) {
    this.#options = options
    this.#path = join(options.home, VAULT_FILE)
    this.#previousPath = join(options.home, PREVIOUS_VAULT_FILE)
  }

  /** Calls one listener after every change of the state. */
  onChange(listener: () => void): void {
    this.#onChange = listener
  }

  async state(): Promise<VaultState> {
    if (this.#key) return 'open'
    // The copy alone is a vault too: a new one would overwrite it.
    return (await isThere(this.#path)) || (await isThere(this.#previousPath)) ? 'locked' : 'absent'
  }

  /** Makes an empty vault, and opens it. */
  create(passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      if ((await this.state()) !== 'absent') throw new HostError('name-taken', 'There is a vault already. Unlock it.')
      mustBeLong(passphrase)
      const key = await newVaultKey(passphrase, this.#options.cost ?? SCRYPT_COST)
      await this.#replace(this.#path, sealVault(encode({ sets: {} }), key))
      this.#opened(key)
    })
  }

  /** @throws HostError `passphrase-wrong`, `vault-damaged` */
  unlock(passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#opened(await this.#unlockBest(passphrase))
    })
  }

  lock(): void {
    this.#forgetKey()
    this.#onChange()
  }

  /** Locks it once what is being written is written; tells nobody. */
  close(): Promise<void> {
    return this.#inTurn(async () => this.#forgetKey())
  }

  #forgetKey(): void {
    if (this.#key) forgetVaultKey(this.#key)
    this.#key = undefined
  }

  /** Seals everything anew; the copy from before the change, which the old passphrase opens, goes. */
  changePassphrase(old: string, passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      const before = await unlockVault(await this.#file(), old)
      forgetVaultKey(before.key)
      const { key, sealed } = await this.#sealAnew(before.content, passphrase).finally(() => before.content.fill(0))
      await this.#replace(this.#path, sealed)
      this.#opened(key)
      await this.#forgetPrevious(sealed)
    })
  }

  async #sealAnew(content: Buffer, passphrase: string): Promise<{ readonly key: VaultKey; readonly sealed: Buffer }> {
    mustBeLong(passphrase)
    const key = await newVaultKey(passphrase, this.#options.cost ?? SCRYPT_COST)
    return { key, sealed: sealVault(content, key) }
  }

  /** Under another name, with its copy, so that a new one can be made: what it holds is lost to who has no passphrase for it. */
  setAside(now: number): Promise<string> {
    return this.#inTurn(async () => {
      const name = `${VAULT_FILE}.set-aside-${new Date(now).toISOString().replaceAll(':', '-')}`
      try {
        await renameIfThere(this.#path, join(this.#options.home, name))
        await renameIfThere(this.#previousPath, join(this.#options.home, `${name}.previous`))
      } catch (error) {
        throw fileError(error, 'write')
      }
      this.lock()
      return name
    })
  }

  /** Whether a passphrase is the right one; changes nothing. @throws HostError `passphrase-wrong` */
  async prove(passphrase: string): Promise<void> {
    const { key, content } = await unlockVault(await this.#file(), passphrase)
    forgetVaultKey(key)
    content.fill(0)
  }

  write(generation: string, entries: SecretEntries): Promise<void> {
    return this.#change((sets) => {
      const set = Object.fromEntries([...entries].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]))
      return { ...sets, [generation]: set }
    }, 'keep-previous')
  }

  read(generation: string, names: readonly string[]): Promise<SecretEntries> {
    return this.#inTurn(async () => {
      const set = parse(openVault(await this.#file(), this.#require())).sets[generation] ?? {}
      const found = names.flatMap((name) => (set[name] === undefined ? [] : [[name, set[name]] as const]))
      return new Map(found.map(([name, text]) => [name, Buffer.from(text, 'base64')]))
    })
  }

  remove(generation: string, _names: readonly string[]): Promise<void> {
    return this.#change((sets) => {
      const { [generation]: _removed, ...rest } = sets
      return rest
    }, 'forget-previous')
  }

  /** The copy would keep what is removed: then it becomes the new content too. */
  #change(
    change: (sets: Content['sets']) => Content['sets'],
    previous: 'keep-previous' | 'forget-previous',
  ): Promise<void> {
    return this.#inTurn(async () => {
      this.#require()
      const file = await this.#file()
      // Again, for it may have been locked meanwhile: its key is zeros then.
      const key = this.#require()
      const content = encode({ sets: change(parse(openVault(file, key)).sets) })
      const sealed = sealVault(content, key)
      content.fill(0)
      if (previous === 'keep-previous') await this.#replace(this.#previousPath, file)
      await this.#replace(this.#path, sealed)
      if (previous === 'forget-previous') await this.#forgetPrevious(sealed)
    })
  }

  /** The change itself is made: a copy that cannot be renewed goes, and where even that fails the old one stays. */
  async #forgetPrevious(sealed: Uint8Array): Promise<void> {
    try {
      await this.#replace(this.#previousPath, sealed)
    } catch {
      await rm(this.#previousPath, { force: true }).catch(() => undefined)
    }
  }

  /** The copy from before the last change takes the place of a damaged vault, which is set aside. */
  async #unlockBest(passphrase: string): Promise<VaultKey> {
    try {
      return await unlockWhole(await this.#file(), passphrase)
    } catch (error) {
      if (!(error instanceof HostError) || error.code !== 'vault-damaged') throw error
      const previous = await readIfThere(this.#previousPath)
      const key = previous && (await unlockWhole(previous, passphrase).catch(() => undefined))
      if (!previous || !key) throw error
      const damaged = await readIfThere(this.#path)
      if (damaged) await this.#replace(`${this.#path}.broken`, damaged)
      await this.#replace(this.#path, previous)
      this.#options.onRestored?.()
      return key
    }
  }

  #require(): VaultKey {
    if (this.#key) return this.#key
    throw new HostError('vault-locked', 'The vault is locked: unlock it with its passphrase.')
  }

  async #file(): Promise<Buffer> {
    const file = await readIfThere(this.#path)
    if (file) return file
    throw new HostError('vault-damaged', 'The vault is gone: put a copy of keys.vault back, or import the keys again.')
  }

  async #replace(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await replaceFile(path, bytes, this.#options.openFile, true)
    } catch (error) {
      throw fileError(error, 'write')
    }
  }

  #opened(key: VaultKey): void {
    this.#forgetKey()
    this.#key = key
    this.#onChange()
  }
}

function mustBeLong(passphrase: string): void {
  if (passphrase.length >= SHORTEST_PASSPHRASE) return
  throw new HostError(
    'invalid-input',
    `A passphrase needs ${SHORTEST_PASSPHRASE} characters or more; four or five words are easy to keep in mind.`,
  )
}

async function unlockWhole(file: Buffer, passphrase: string): Promise<VaultKey> {
  const { key, content } = await unlockVault(file, passphrase)
  parse(content)
  return key
}

const encode = (content: Content): Uint8Array => Buffer.from(JSON.stringify(content))

/** Overwrites what it reads. */
function parse(content: Buffer): Content {
  try {
    return contentSchema.parse(JSON.parse(content.toString('utf8')))
  } finally {
    content.fill(0)
  }
}

/** Opens nothing: it is true too for a file that cannot be read, and when no descriptor is free. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code !== 'ENOENT' && code !== 'ENOTDIR'
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fileError(error, 'read')
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
