import type { Clock } from '../../client/index.ts'
import type { ExportedKeys, KeychainView, KeysView } from '../../shared/contract/import-views.ts'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { FilesService } from '../files/files-service.ts'
import { collectGarbage } from '../garbage-collection.ts'
import { HostError } from '../host-error.ts'
import type { Log } from '../log/log.ts'
import { isKeyed, type KeyedProfile, type Profile } from '../profiles/profile.ts'
import { PassphraseGuessLimit } from '../safety/passphrase-guess-limit.ts'
import { quoteForDialog } from '../safety/user-confirmation.ts'
import { createTaskQueue } from '../task-queue.ts'
import { createOauth1Config, createOauth2Config, type StoredLogin } from './create-login-config.ts'
import { writeLoginFile } from './export-keys.ts'
import { IdleLock } from './idle-lock.ts'
import type { KeySets } from './key-sets.ts'
import { buildKeyStoresView } from './key-stores-view.ts'
import type { KeychainStore } from './keychain-store.ts'
import { requireApprovedServer } from './server-approval.ts'
import type { VaultState, VaultStore } from './vault-store.ts'

/** Requests a confirmation outside the page. */
type Confirm = (text: string) => Promise<void>
/**
 * Confirms an export. `passphraseTyped`: whether the user entered the correct passphrase of the vault for this export.
 */
type ConfirmExport = (text: string, passphraseTyped: boolean) => Promise<void>

export interface KeysServiceOptions {
  readonly home: string
  readonly clock: Clock
  readonly keychain: KeychainStore
  readonly vault: VaultStore
  readonly keySets: KeySets
  readonly files: FilesService
  readonly log: Log
  /** Returns the idle time in minutes after which the vault locks. */
  readonly idleMinutes: () => number
  readonly findProfile: (id: string) => Profile
  /** Called when the vault locks. */
  readonly onLocked: () => void
}

/** Reports the state of the key stores. Passes keys only to a login, or to a file that the user exports. */
export class KeysService {
  readonly feed: Feed<KeysView, KeysView>
  readonly #options: KeysServiceOptions
  #keychain: KeychainView = { kind: 'unknown' }
  #vault: VaultState = 'locked'
  /**
   * Measures the idle time of a vault that a user unlocked with its passphrase. A vault opened by a passphrase file
   * stays open.
   */
  readonly #idle: IdleLock
  readonly #attempts: PassphraseGuessLimit
  #openedAtStart = false
  readonly #inTurn = createTaskQueue()
  readonly #unlockListeners: (() => void)[] = []

  constructor(options: KeysServiceOptions) {
    this.#options = options
    this.#attempts = new PassphraseGuessLimit(options.clock)
    this.#idle = new IdleLock({
      clock: options.clock,
      minutes: options.idleMinutes,
      onIdle: () => void this.lockVault(),
    })
    this.feed = createFeed(() => this.#view())
  }

  /** Calls the listener each time a user unlocks the vault, except for a single export. */
  onUnlocked(listener: () => void): void {
    this.#unlockListeners.push(listener)
  }

  /** Confirms a longer idle time: otherwise a page alone could keep the vault open. */
  async confirmIdleMinutes(minutes: number, confirm: Confirm): Promise<void> {
    const current = this.#options.idleMinutes()
    if (minutes > current) await confirm(`Lock the vault after ${minutes} minutes without use instead of ${current}.`)
  }

  /** Publishes the changed idle time. */
  idleMinutesChanged(): void {
    this.feed.push([this.#view()])
  }

  /** Reads the state of the vault. Called at start and after every change of the vault. */
  async updateVaultState(): Promise<void> {
    this.#vault = await this.#options.vault.state()
    this.feed.push([this.#view()])
  }

  async checkKeychain(): Promise<KeysView> {
    try {
      await this.#options.keychain.check()
      this.#keychain = { kind: 'works' }
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      this.#keychain = { kind: 'unusable', message: error.message }
    }
    await this.updateVaultState()
    return this.#view()
  }

  async createVault(passphrase: string): Promise<void> {
    await this.#options.vault.create(passphrase)
    await this.#typed()
  }

  async unlockVault(passphrase: string): Promise<void> {
    await this.#attempt(() => this.#options.vault.unlock(passphrase))
    await this.#unlocked()
  }

  /** Opens the vault with the passphrase given at start, for logins but not for exports. */
  async unlockUnattended(passphrase: string): Promise<void> {
    if ((await this.#options.vault.state()) === 'absent') return
    await this.#options.vault.unlock(passphrase)
    this.#openedAtStart = true
  }

  /** Whether the vault was opened with a passphrase given at start, which the page never received. */
  get openedAtStart(): boolean {
    return this.#openedAtStart
  }

  lockVault(): Promise<void> {
    this.#options.onLocked()
    return this.#lock()
  }

  async #lock(): Promise<void> {
    this.#options.vault.lock()
    this.#idle.stop()
    collectGarbage()
    await this.updateVaultState()
  }

  close(): void {
    this.#idle.stop()
  }

  async archiveVault(confirm: Confirm): Promise<{ readonly name: string }> {
    const { vault, clock } = this.#options
    if ((await vault.state()) !== 'absent') {
      await confirm(
        'Archive the vault: profiles with keys in the vault cannot log in until its file is restored or the keys are imported again.',
      )
    }
    const name = await vault.archive(clock.now()).finally(() => {
      this.#openedAtStart = false
    })
    this.#idle.stop()
    await this.updateVaultState()
    return { name }
  }

  async changePassphrase(old: string, passphrase: string): Promise<void> {
    // This call checks the passphrase and also opens a locked vault.
    await this.#attempt(() => this.#options.vault.changePassphrase(old, passphrase))
    await this.#unlocked()
  }

  /** Returns the login of a profile for a client, which erases it at its end. @throws HostError `server-not-approved` */
  async login(profile: KeyedProfile): Promise<StoredLogin> {
    const { keySets } = this.#options
    requireApprovedServer({ server: profile.server, approved: keySets.serverOf(profile) })
    return this.#read(profile)
  }

  async #read(profile: KeyedProfile): Promise<StoredLogin> {
    const set = await this.#options.keySets.read(profile.keys)
    return {
      config:
        profile.kind === 'oauth1' ? createOauth1Config(set, profile.consumerKey) : createOauth2Config(set, profile),
      erase() {
        for (const secret of set.values()) secret.erase()
      },
    }
  }

  /**
   * Checks the passphrase of the vault.
   * @throws HostError `passphrase-wrong`, `limit`
   */
  checkPassphrase(passphrase: string): Promise<void> {
    return this.#attempt(() => this.#options.vault.checkPassphrase(passphrase))
  }

  /** Restarts the idle time: the user used the console. */
  used(): void {
    this.#idle.used()
  }

  /** Reports the time in ms without keyboard or mouse input, as the system measures it. */
  systemIdle(ms: number): void {
    this.#idle.systemIdle(ms)
  }

  /**
   * Locks the vault because the screen was locked or the computer goes to sleep. A vault opened by a passphrase file
   * stays open.
   */
  async userLeft(): Promise<void> {
    if (this.#idle.isRunning) await this.lockVault()
  }

  /**
   * Requires the same passphrase or confirmation as an export. Called before the keys of a profile leave the vault.
   * @throws HostError `vault-locked` if no user entered the passphrase of the vault
   */
  requireTypedForProfile(profileId: string): void {
    const profile = this.#options.findProfile(profileId)
    if (isKeyed(profile)) this.requireTypedFor(profile.keys.store)
  }

  /**
   * Requires that a user entered the passphrase before keys leave the vault; `undefined` means that no store is
   * involved.
   */
  requireTypedFor(store: SecretStoreKind | undefined): void {
    // Allow a locked vault, which rejects the read, and a missing vault, which is a reason to import new keys.
    if (store !== 'vault' || this.#vault !== 'open' || this.#idle.isRunning) return
    throw new HostError('vault-locked', 'To take keys out of the vault, type its passphrase again.')
  }

  /** Writes the keys in plain text, after a confirmation outside the page. */
  async export({ profileId, passphrase }: ParsedInput<'keys.export'>, confirm: ConfirmExport): Promise<ExportedKeys> {
    const profile = this.#options.findProfile(profileId)
    if (!isKeyed(profile)) throw new HostError('not-available', 'This profile has no keys to export.')
    const text = `Write the keys of a profile to a file in plain text: private keys, token and secret. Profile ${quoteForDialog(profile.name)}.`
    if (profile.keys.store === 'keychain' || (this.#idle.isRunning && passphrase === undefined)) {
      await confirm(text, false)
      return this.#write(profile)
    }
    if (passphrase === undefined) {
      throw new HostError('confirmation-needed', 'To export the keys, type the passphrase of the vault.')
    }
    const { vault } = this.#options
    if ((await vault.state()) === 'open') {
      await this.checkPassphrase(passphrase)
      this.#idle.start()
      await confirm(text, true)
      return this.#write(profile)
    }
    // Unlock the vault for this export only.
    await this.#attempt(() => vault.unlock(passphrase))
    try {
      await confirm(text, true)
      return await this.#write(profile)
    } finally {
      await this.#lock()
    }
  }

  async #write(profile: KeyedProfile): Promise<ExportedKeys> {
    const { files, home, log } = this.#options
    const login = await this.#read(profile)
    try {
      const written = await writeLoginFile(login.config, profile, files, home)
      log.write('info', 'keys-exported', profile.id)
      return written
    } finally {
      login.erase()
    }
  }

  /** Runs one attempt at a time, with growing delays after three wrong passphrases. */
  #attempt<T>(run: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      this.#attempts.check()
      try {
        const result = await run()
        this.#attempts.succeeded()
        return result
      } catch (error) {
        if (error instanceof HostError && error.code === 'passphrase-wrong') {
          this.#options.log.write('warning', 'passphrase-wrong', `${this.#attempts.failed()} in a row`)
        }
        throw error
      } finally {
        // The passphrase is a string, which can be released but not overwritten.
        collectGarbage()
      }
    })
  }

  async #unlocked(): Promise<void> {
    await this.#typed()
    for (const listener of this.#unlockListeners) listener()
  }

  async #typed(): Promise<void> {
    this.#idle.start()
    await this.updateVaultState()
  }

  #view(): KeysView {
    return buildKeyStoresView({
      keychain: this.#keychain,
      vault: this.#vault === 'open' ? { kind: 'open', typed: this.#idle.isRunning } : { kind: this.#vault },
      idleMinutes: this.#options.idleMinutes(),
    })
  }
}
