import { randomUUID } from 'node:crypto'
import { IbkrError } from '../../client/index.ts'
import { parseServerAddress } from '../../client/unpublished.ts'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import type { GuardRails } from '../../shared/domain/guard-rails.ts'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import { HostError } from '../host-error.ts'
import type { VerifiedLogin } from '../key-imports/draft-login.ts'
import type { KeySets } from '../keys/key-sets.ts'
import { approveServer, type ConfirmServer } from '../keys/server-approval.ts'
import type { KeySet, KeySetLocation } from '../profiles/key-set.ts'
import { buildProfileView, isKeyed, PRACTICE, type Profile } from '../profiles/profile.ts'
import { isSameNameIgnoringCase, type ProfileList } from '../profiles/profile-list.ts'
import type { CancelRules } from '../safety/cancel-rules.ts'
import { quoteForDialog } from '../safety/user-confirmation.ts'
import type { SessionService } from '../session/session-service.ts'
import { createTaskQueue } from '../task-queue.ts'

export interface NewGateway {
  readonly name: string
  readonly url: string
  readonly rails: GuardRails
}

/** Rules of the profiles that are stored in files of their own. `add` is for a profile that does not exist yet. */
interface ProfileRules {
  readonly limits: {
    of(profile: Profile): GuardRails
    add(profileId: string, rails: GuardRails): void
  }
  readonly cancelRules: Pick<CancelRules, 'of' | 'add'>
}

/** What belongs to a profile in use. */
interface UsedProfile {
  readonly session: Pick<SessionService, 'profile' | 'certificateProblem' | 'connect'>
}

/** The profiles in use. A profile that is not in use is not affected. */
export interface ProfilesInUse {
  /** Gives a window the selected profile, and connects it. */
  showSelected(window: object): Promise<void>
  /** Shows a profile in a window if it is in use. */
  resume(profileId: string, window: object): void
  /** Returns what belongs to a profile, undefined if it is not in use. */
  find(profileId: string): UsedProfile | undefined
  /** Returns what belongs to the profile of a window. */
  of(window: object): UsedProfile
  /** Ends the session of a profile and begins a new one, because its server or its keys were changed. */
  restart(profileId: string): Promise<void>
  /** Ends the use of a deleted profile. */
  end(profileId: string): Promise<void>
}

/**
 * Creates, changes and selects profiles. Runs one change at a time, because two windows may call simultaneously. The
 * limits and the cancel rule of a new profile are stored before the profile, so that no profile exists without them.
 */
export class ProfilesService {
  readonly #list: ProfileList
  readonly #rules: ProfileRules
  readonly #inUse: ProfilesInUse
  readonly #keySets: KeySets
  readonly #inTurn = createTaskQueue()

  constructor(list: ProfileList, rules: ProfileRules, inUse: ProfilesInUse, keySets: KeySets) {
    this.#list = list
    this.#rules = rules
    this.#keySets = keySets
    this.#inUse = inUse
  }

  create({ name, url, rails }: NewGateway): Promise<ProfileView> {
    return this.#inTurn(async () => {
      const profile: Profile = { kind: 'gateway', id: newId(), name: this.#newName(name), url: gatewayAddress(url) }
      return this.#added(profile, rails)
    })
  }

  async change({ id, name, url }: ParsedInput<'profiles.change'>, confirm: ConfirmServer): Promise<ProfileView> {
    const address = url === undefined ? undefined : gatewayAddress(url)
    const approved = address === undefined ? undefined : await this.#approve(this.#list.find(id), address, confirm)
    return this.#inTurn(async () => {
      const old = this.#list.find(id)
      const named = name === undefined ? old : { ...old, name: this.#newName(name, old) }
      const changed = address === undefined ? named : withAddress(named, address)
      // The keys may have been replaced during the confirmation, but an approval is valid for one key set only.
      if (isKeyed(old) && approved?.keys.generation === old.keys.generation)
        this.#keySets.approve(old.keys, approved.server)
      this.#list.replace(changed)
      // A new address identifies another gateway, so the session ends and a new one begins.
      if (addressOf(old) !== addressOf(changed)) await this.#inUse.restart(id)
      return buildProfileView(changed)
    })
  }

  /** Requests approval to send the keys to the profile's server, then connects the profile if it is in use. */
  async approveServer(id: string, confirm: ConfirmServer): Promise<ProfileView> {
    const profile = this.#list.find(id)
    if (!isKeyed(profile)) throw new HostError('not-available', 'This profile has no keys.')
    const approved = await this.#approve(profile, profile.server, confirm)
    if (approved) this.#keySets.approve(approved.keys, approved.server)
    void this.#inUse.find(id)?.session.connect()
    return buildProfileView(profile)
  }

  /** Requests an approval of the profile's server. Resolves to undefined for a profile without keys. */
  async #approve(
    profile: Profile,
    server: string | undefined,
    confirm: ConfirmServer,
  ): Promise<{ readonly keys: KeySetLocation; readonly server: string | undefined } | undefined> {
    if (!isKeyed(profile)) return undefined
    const { keys, name } = profile
    const target = { server, approved: this.#keySets.serverOf(profile) }
    return { keys, server: await approveServer(target, `Profile ${quoteForDialog(name)}`, confirm) }
  }

  async duplicate(id: string): Promise<ProfileView> {
    const old = this.#list.find(id)
    if (old.kind === 'practice') {
      throw new HostError('not-available', 'The Practice profile cannot be duplicated: it has only one simulator.')
    }
    const fresh = () => ({ id: newId(), name: this.#list.freeName(`${old.name.slice(0, 50)} copy`) })
    const { limits, cancelRules } = this.#rules
    const add = (copy: Profile): ProfileView => {
      const rule = cancelRules.of(id)
      // Without a rule, a profile needs no arming.
      if (rule.needsArming) cancelRules.add(copy.id, rule)
      return this.#added(copy, limits.of(old))
    }
    if (!isKeyed(old)) return this.#inTurn(async () => add({ ...old, ...fresh() }))
    // Copy the secrets, so that deleting one profile does not affect the other.
    const set = await this.#keySets.read(old.keys)
    const approved = this.#keySets.serverOf(old)
    return this.#withKeys(old.keys.store, set, approved, async (keys) => add({ ...old, ...fresh(), keys })).finally(
      () => erase(set),
    )
  }

  /**
   * Deletes a profile. `secretsLeftIn` names a locked store that still contains the secrets; they are removed when the
   * store is opened.
   */
  async delete(id: string): Promise<{ readonly secretsLeftIn?: SecretStoreKind }> {
    const old = await this.#inTurn(async () => {
      const found = this.#list.find(id)
      if (found.kind === 'practice') {
        throw new HostError('not-available', 'The Practice profile cannot be deleted.')
      }
      this.#list.remove(id)
      await this.#inUse.end(id)
      return found
    })
    if (!isKeyed(old) || (await this.#keySets.remove(old.keys))) return {}
    return { secretsLeftIn: old.keys.store }
  }

  /**
   * Creates a profile with its secrets and the given limits, or replaces the secrets of an existing profile, which keeps
   * its limits. The old secrets are removed after the new secrets are saved.
   */
  async storeLogin(
    { profileId, names, server, approvedServer, name, store, set }: VerifiedLogin,
    rails: GuardRails,
  ): Promise<ProfileView> {
    const replaced = this.#list.profiles.find(({ id }) => id === profileId)
    // Check the name first, because writing to a store may prompt for its password.
    if (!replaced || !isSameNameIgnoringCase(name, replaced.name)) this.#newName(name)
    const { view, before } = await this.#withKeys(store, set, approvedServer, async (keys) => {
      // Create a profile again that was deleted in the meantime: its keys may already be registered.
      const old = this.#list.profiles.find(({ id }) => id === profileId)
      const profile: Profile = {
        ...names,
        id: old?.id ?? newId(),
        name: old && isSameNameIgnoringCase(name, old.name) ? name : this.#newName(name),
        ...(server && { server }),
        keys,
      }
      if (!old) return { view: this.#added(profile, rails), before: undefined }
      this.#list.replace(profile)
      await this.#inUse.restart(profile.id)
      return { view: buildProfileView(profile), before: isKeyed(old) ? old.keys : undefined }
    })
    if (before) await this.#keySets.remove(before)
    return view
  }

  /** Moves the secrets of a profile to the other store. The session continues. */
  async move(id: string, to: SecretStoreKind): Promise<ProfileView> {
    const old = this.#list.find(id)
    if (!isKeyed(old)) throw new HostError('not-available', 'This profile has no keys to move.')
    if (old.keys.store === to) return buildProfileView(old)
    const set = await this.#keySets.read(old.keys)
    const view = await this.#withKeys(to, set, this.#keySets.serverOf(old), async (keys) => {
      const current = this.#list.find(id)
      if (!isKeyed(current) || current.keys.generation !== old.keys.generation) {
        throw new HostError('not-found', 'The keys of this profile were replaced in the meantime. Move the new keys.')
      }
      const moved: Profile = { ...current, keys }
      this.#list.replace(moved)
      return buildProfileView(moved)
    }).finally(() => erase(set))
    await this.#keySets.remove(old.keys)
    return view
  }

  /**
   * Writes the secrets, then saves the profile that refers to them. If saving fails, removes the secrets. Only saving
   * is exclusive: a store may wait for its password, which must not block other changes.
   */
  async #withKeys<T>(
    store: SecretStoreKind,
    set: KeySet,
    approvedServer: string | undefined,
    use: (keys: KeySetLocation) => Promise<T>,
  ): Promise<T> {
    const place = await this.#keySets.write(store, set, approvedServer)
    try {
      return await this.#inTurn(() => use(place))
    } catch (error) {
      if (!this.#isUsed(place)) await this.#keySets.remove(place)
      throw error
    }
  }

  #isUsed({ generation }: KeySetLocation): boolean {
    return this.#list.profiles.some((profile) => isKeyed(profile) && profile.keys.generation === generation)
  }

  #added(profile: Profile, rails: GuardRails): ProfileView {
    this.#rules.limits.add(profile.id, rails)
    this.#list.add(profile)
    return buildProfileView(profile)
  }

  select(id: string, window: object): Promise<null> {
    return this.#inTurn(async () => {
      this.#list.select(id)
      await this.#inUse.showSelected(window)
      return null
    })
  }

  /** Pins the certificate with the fingerprint that the user compared. Rejects any other certificate. */
  trust(sha256: string, window: object): Promise<null> {
    return this.#inTurn(async () => {
      const { profile, certificateProblem } = this.#inUse.of(window).session
      const presented = certificateProblem?.presented
      if (profile.kind !== 'gateway' || presented?.sha256 !== sha256) {
        throw new HostError('not-found', 'The gateway now presents another certificate. Connect again and compare.')
      }
      this.#list.replace({ ...profile, certificate: presented })
      await this.#inUse.restart(profile.id)
      return null
    })
  }

  #newName(name: string, own?: Profile): string {
    // "Practice" stays reserved even if the Practice profile is renamed: a live profile must not have this name.
    const isTaken = [PRACTICE, ...this.#list.profiles].some(
      (profile) => profile.id !== own?.id && isSameNameIgnoringCase(profile.name, name),
    )
    if (!isTaken) return name
    throw new HostError('name-taken', `A profile "${name}" already exists. Choose another name.`)
  }
}

const newId = (): string => randomUUID()

function erase(set: KeySet): void {
  for (const secret of set.values()) secret.erase()
}

function addressOf(profile: Profile): string | undefined {
  if (profile.kind === 'practice') return undefined
  return isKeyed(profile) ? profile.server : profile.url
}

function withAddress(profile: Profile, url: string): Profile {
  if (profile.kind === 'practice') throw new HostError('not-available', 'The Practice profile has no address.')
  if (isKeyed(profile)) return { ...profile, server: url }
  if (profile.url === url) return profile
  // Drop the environment and the certificate, which belong to the gateway at the old address.
  return { kind: 'gateway', id: profile.id, name: profile.name, url }
}

function gatewayAddress(url: string): string {
  try {
    parseServerAddress(url)
    return url
  } catch (error) {
    if (error instanceof IbkrError) throw new HostError('invalid-input', error.message, { cause: error })
    throw error
  }
}
