import type { CertificateView, ProfilesView } from '../../shared/contract/views.ts'
import { createFeed, type Feed } from '../feed.ts'
import { type HostContext, reportProblem } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import { isWriteProtected } from '../storage/write-protection.ts'
import { buildProfileView, type GatewayProfile, PRACTICE, type Profile } from './profile.ts'
import {
  findSelectedProfile,
  loadSettings,
  MAX_PROFILES,
  rewriteSettings,
  type Settings,
  saveSettings,
} from './settings.ts'

/** The profiles in `settings.json`. A change that cannot be written is rejected. */
export class ProfileList {
  readonly feed: Feed<ProfilesView, ProfilesView>
  /** Whether the settings file was damaged, so that profiles may be missing. */
  readonly isRecovered: boolean
  readonly #context: HostContext
  #settings: Settings

  constructor(context: HostContext) {
    this.#context = context
    const { home, clock, notices } = context
    const { value, notice, ignored } = loadSettings(home, clock.now)
    notices.add(ignored)
    this.isRecovered = notice !== undefined
    if (notice !== undefined) reportProblem(context, 'settings-quarantined', notice)
    this.#settings = withPractice(value)
    if (!isWriteProtected(home)) notices.add(rewriteSettings(home, this.#settings))
    this.feed = createFeed(() => this.view())
  }

  get settings(): Settings {
    return this.#settings
  }

  get profiles(): readonly Profile[] {
    return this.#settings.profiles
  }

  get selected(): Profile {
    return findSelectedProfile(this.#settings)
  }

  view(): ProfilesView {
    return { profiles: this.profiles.map(buildProfileView), selectedId: this.#settings.selectedProfileId }
  }

  find(id: string): Profile {
    const found = this.profiles.find((profile) => profile.id === id)
    if (found) return found
    throw new HostError('not-found', 'This profile no longer exists.')
  }

  add(profile: Profile): void {
    if (this.profiles.length >= MAX_PROFILES) {
      throw new HostError('limit', `${MAX_PROFILES} profiles exist, the maximum. Delete one first.`)
    }
    this.#save({ ...this.#settings, profiles: [...this.profiles, profile] })
  }

  replace(profile: Profile): void {
    this.find(profile.id)
    const profiles = this.profiles.map((one) => (one.id === profile.id ? profile : one))
    this.#save({ ...this.#settings, profiles })
  }

  /** Removes a profile. If it is selected, selects Practice instead. */
  remove(id: string): void {
    const profiles = this.profiles.filter((profile) => profile.id !== id)
    const selectedProfileId = this.selected.id === id ? PRACTICE.id : this.selected.id
    this.#save(withPractice({ ...this.#settings, profiles, selectedProfileId }))
  }

  /** Selects a profile. If this cannot be stored, it lasts until the console stops: its orders may have to be cancelled. */
  select(id: string): void {
    const settings = { ...this.#settings, selectedProfileId: this.find(id).id }
    try {
      this.#save(settings)
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      this.#context.log.write('warning', 'settings-not-saved')
      this.#apply(settings)
    }
  }

  /** Pins the first certificate of a gateway. Returns false if the settings could not be written. */
  pin({ id, url }: GatewayProfile, certificate: CertificateView): boolean {
    const profile = this.profiles.find((one) => one.id === id)
    if (profile?.kind !== 'gateway' || profile.url !== url || profile.certificate) return true
    return this.#replaceOrLog({ ...profile, certificate })
  }

  /** Saves whether the account of a profile is a paper account. */
  saveAccountKind(id: string, paper: boolean | undefined): void {
    const profile = this.profiles.find((one) => one.id === id)
    if (!profile || profile.kind === 'practice' || paper === undefined) return
    const learned = paper ? 'paper' : 'live'
    if (profile.learned !== learned) this.#replaceOrLog({ ...profile, learned })
  }

  setVaultIdleMinutes(vaultIdleMinutes: Settings['vaultIdleMinutes']): void {
    this.#save({ ...this.#settings, vaultIdleMinutes })
  }

  /** Returns the given name, with a number appended if another profile already has the name. */
  freeName(wanted: string): string {
    const isTaken = (name: string): boolean =>
      this.profiles.some((profile) => isSameNameIgnoringCase(profile.name, name))
    for (let number = 2; ; number++) {
      const name = number === 2 && !isTaken(wanted) ? wanted : `${wanted.slice(0, 54)} ${number}`
      if (!isTaken(name)) return name
    }
  }

  /** Saves a fact that the next session would determine again, so a failure is only logged. */
  #replaceOrLog(profile: Profile): boolean {
    try {
      this.replace(profile)
      return true
    } catch {
      this.#context.log.write('warning', 'settings-not-saved')
      return false
    }
  }

  #save(settings: Settings): void {
    saveSettings(this.#context.home, settings)
    this.#apply(settings)
  }

  #apply(settings: Settings): void {
    this.#settings = settings
    this.feed.push([this.view()])
  }
}

/** Reports whether two names are equal except for case: a live profile must not be named "practice". */
export function isSameNameIgnoringCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Adds the Practice profile, which always exists. */
function withPractice(settings: Settings): Settings {
  if (settings.profiles.some(({ kind }) => kind === 'practice')) return settings
  return { ...settings, profiles: [PRACTICE, ...settings.profiles] }
}
