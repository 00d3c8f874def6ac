import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { IbkrOauth1Config, IbkrOauth2Config } from '../../client/index.ts'
import type { ExportedKeys, KeychainView, KeysView, VaultView } from '../../shared/contract/import-views.ts'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import type { Clock } from '../clock.ts'
import { collectGarbage } from '../collect-garbage.ts'
import { createFeed, type Feed } from '../feed.ts'
import { fileError } from '../files/file-error.ts'
import type { FilesService } from '../files/files-service.ts'
import { HostError } from '../host-error.ts'
import type { Log } from '../log/log.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { isKeyed, type KeyedProfile, type Profile } from '../profiles/profile.ts'
import { AttemptLimit } from '../safety/attempt-limit.ts'
import { quoteName } from '../safety/confirmation.ts'
import { replaceFile } from '../storage/replace-file.ts'
import { IdleLock } from './idle-lock.ts'
import type { KeySets } from './key-sets.ts'
import type { KeychainStore } from './keychain-store.ts'
import { oauth1Config, oauth2Config } from './login-config.ts'
import { requireApprovedServer } from './server-approval.ts'
import type { VaultState, VaultStore } from './vault-store.ts'

const NOT_LOOKED = 'The keychain of this system was not asked yet.'
const KEYCHAIN_WORKS = 'New keys go into the keychain of this system, which opens with your login.'

/** Requests a confirmation outside the page. */
type Confirm = (text: string) => Promise<void>
/** `passphraseTyped`: the passphrase of the vault was typed for this, and is right. */
type ConfirmExport = (text: string, passphraseTyped: boolean) => Promise<void>

export interface KeysServiceOptions {
  readonly home: string
  readonly clock: Clock
  readonly keychain: KeychainStore
  readonly vault: VaultStore
  readonly keySets: KeySets
  readonly files: FilesService
  readonly log: Log
  /** Minutes without use after which the vault locks. */
  readonly idleMinutes: () => number
  readonly findProfile: (id: string) => Profile
  /** Somebody locks the vault. */
  readonly onLocked: () => void
}

/** Where secrets lie, and how they are got out again: into a login, or into a file that the person asked for. */
export class KeysService {
  readonly feed: Feed<KeysView, KeysView>
  readonly #options: KeysServiceOptions
  #keychain: KeychainView = { kind: 'unknown' }
  #vault: VaultState = 'locked'
  /** Runs while the vault is open because a person typed its passphrase; one that a file opened stays open. */
  readonly #idle: IdleLock
  readonly #attempts: AttemptLimit
  #openedAtStart = false
  readonly #inTurn = oneAtATime()
  readonly #unlockListeners: (() => void)[] = []

  constructor(options: KeysServiceOptions) {
    this.#options = options
    this.#attempts = new AttemptLimit(options.clock)
    this.#idle = new IdleLock({
      clock: options.clock,
      minutes: options.idleMinutes,
      onIdle: () => void this.lockVault(),
    })
    this.feed = createFeed(() => this.#view())
  }

  /** Calls the listener each time a person unlocked the vault, except for a single export. */
  onUnlocked(listener: () => void): void {
    this.#unlockListeners.push(listener)
  }

  /** A longer idle time has to be confirmed: a page alone could keep the vault open. */
  async confirmIdleMinutes(minutes: number, confirm: Confirm): Promise<void> {
    const current = this.#options.idleMinutes()
    if (minutes > current) await confirm(`Lock the vault after ${minutes} minutes without use, instead of ${current}.`)
  }

  /** Another number of minutes was chosen. */
  idleMinutesChanged(): void {
    this.feed.push([this.#view()])
  }

  /** To be called once at start, and after every change of the vault. */
  async followVault(): Promise<void> {
    this.#vault = await this.#options.vault.state()
    this.feed.push([this.#view()])
  }

  async look(): Promise<KeysView> {
    try {
      await this.#options.keychain.look()
      this.#keychain = { kind: 'works' }
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      this.#keychain = { kind: 'unusable', words: error.message }
    }
    await this.followVault()
    return this.#view()
  }

  async createVault(passphrase: string): Promise<null> {
    await this.#options.vault.create(passphrase)
    return this.#typed()
  }

  async unlockVault(passphrase: string): Promise<null> {
    await this.#attempt(() => this.#options.vault.unlock(passphrase))
    return this.#unlocked()
  }

  /** With the passphrase that was given at start: opens the vault for logins, not for exports. */
  async unlockUnattended(passphrase: string): Promise<void> {
    if ((await this.#options.vault.state()) === 'absent') return
    await this.#options.vault.unlock(passphrase)
    this.#openedAtStart = true
    await this.followVault()
  }

  /** Whether this is the vault that was opened at start. The page does not know its passphrase, and cannot have made it. */
  get openedAtStart(): boolean {
    return this.#openedAtStart
  }

  lockVault(): Promise<null> {
    this.#options.onLocked()
    return this.#lock()
  }

  async #lock(): Promise<null> {
    this.#options.vault.lock()
    this.#idle.stop()
    collectGarbage()
    await this.followVault()
    return null
  }

  async setVaultAside(confirm: Confirm): Promise<{ readonly name: string }> {
    const { vault, clock } = this.#options
    if ((await vault.state()) !== 'absent') {
      await confirm(
        'Set the vault aside: profiles whose keys are in it cannot log in until its file is put back or the keys are imported again.',
      )
    }
    const name = await vault.setAside(clock.now()).finally(() => {
      this.#openedAtStart = false
    })
    this.#idle.stop()
    await this.followVault()
    return { name }
  }

  async changePassphrase(old: string, passphrase: string): Promise<null> {
    // Opens one that was locked.
    await this.#attempt(() => this.#options.vault.changePassphrase(old, passphrase))
    return this.#unlocked()
  }

  /** What a client logs in with. @throws HostError `server-not-approved` */
  async loginConfig(profile: KeyedProfile): Promise<IbkrOauth1Config | IbkrOauth2Config> {
    const { keySets } = this.#options
    requireApprovedServer({ server: profile.server, approved: keySets.approvedServer(profile.keys) })
    return this.#config(profile)
  }

  async #config(profile: KeyedProfile): Promise<IbkrOauth1Config | IbkrOauth2Config> {
    const set = await this.#options.keySets.read(profile.keys)
    try {
      return profile.kind === 'oauth1' ? oauth1Config(set, profile.consumerKey) : oauth2Config(set, namesOf(profile))
    } finally {
      for (const secret of set.values()) secret.erase()
    }
  }

  /** @throws HostError `passphrase-wrong`, `limit` */
  checkPassphrase(passphrase: string): Promise<void> {
    return this.#attempt(() => this.#options.vault.prove(passphrase))
  }

  /** A person did something: the vault stays open. */
  used(): void {
    this.#idle.used()
  }

  /** Ms without keyboard or mouse input, where the system reports it. */
  systemIdle(ms: number): void {
    this.#idle.systemIdle(ms)
  }

  /** The person leaves: the screen is locked, or the computer goes to sleep. A vault that a file opened stays open. */
  async personLeaves(): Promise<void> {
    if (this.#idle.isRunning) await this.lockVault()
  }

  /**
   * Before keys leave the protection of the vault: requires the same as an export.
   * @throws HostError `vault-locked` where no person opened it
   */
  mustBeOpenToLeave(profileId: string): void {
    const profile = this.#options.findProfile(profileId)
    if (isKeyed(profile)) this.mustBeOpenToTakeFrom(profile.keys.store)
  }

  /** The same for any keys in a store; undefined for no store. */
  mustBeOpenToTakeFrom(store: SecretStoreKind | undefined): void {
    // One that is locked says so itself, and one that is gone is the reason for new keys.
    if (store !== 'vault' || this.#vault !== 'open' || this.#idle.isRunning) return
    throw new HostError('vault-locked', 'To take keys out of the vault, type its passphrase again.')
  }

  /** Writes the keys in plain text once a person confirmed it outside the page. */
  async export({ profileId, passphrase }: ParsedInput<'keys.export'>, confirm: ConfirmExport): Promise<ExportedKeys> {
    const profile = this.#options.findProfile(profileId)
    if (!isKeyed(profile)) throw new HostError('not-available', 'This profile has no keys to export.')
    const text = `Write the keys of a profile to a file in plain text: private keys, token and secret. Profile ${quoteName(profile.name)}.`
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
    // Opened for this export only, then locked again.
    await this.#attempt(() => vault.unlock(passphrase))
    try {
      await confirm(text, true)
      return await this.#write(profile)
    } finally {
      await this.#lock()
    }
  }

  async #write(profile: KeyedProfile): Promise<ExportedKeys> {
    const content = Buffer.from(JSON.stringify(await this.#config(profile)))
    try {
      const suggested = `${profile.kind}.json`
      const place = this.#options.files.hasDialogs
        ? await this.#options.files.chooseWhereToSave(suggested)
        : join(await this.#exportFolder(), `${profile.kind}-${profile.id.slice(0, 8)}.json`)
      await replaceFile(place, content, undefined, true)
      this.#options.log.write('info', 'keys-exported', profile.id)
      return { name: basename(place), ...(!this.#options.files.hasDialogs && { place }) }
    } catch (error) {
      throw error instanceof HostError ? error : fileError(error, 'write')
    } finally {
      content.fill(0)
    }
  }

  async #exportFolder(): Promise<string> {
    const folder = join(this.#options.home, 'exports')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return folder
  }

  /** One try after the other, each slower than the one before once three were wrong. */
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
        // The passphrase came as a string.
        collectGarbage()
      }
    })
  }

  async #unlocked(): Promise<null> {
    await this.#typed()
    for (const listener of this.#unlockListeners) listener()
    return null
  }

  async #typed(): Promise<null> {
    this.#idle.start()
    await this.followVault()
    return null
  }

  #view(): KeysView {
    const keychain = this.#keychain
    const base = { keychain, vault: this.#vaultView(), idleMinutes: this.#options.idleMinutes() }
    if (keychain.kind === 'works') return { ...base, proposed: 'keychain', words: KEYCHAIN_WORKS }
    if (keychain.kind === 'unknown') return { ...base, proposed: 'keychain', words: NOT_LOOKED }
    const words = `${keychain.words} Until then new keys go into a vault: a file that a passphrase opens.`
    return { ...base, proposed: 'vault', words }
  }

  #vaultView(): VaultView {
    if (this.#vault !== 'open') return { kind: this.#vault }
    return { kind: 'open', typed: this.#idle.isRunning }
  }
}

function namesOf({ clientId, keyId, credential, ip }: Extract<KeyedProfile, { readonly kind: 'oauth2' }>) {
  return { clientId, keyId, credential, ip }
}
