import type { ProfilesView } from '../../shared/contract/views.ts'
import { createFeed, type Feed } from '../feed.ts'
import { fileError } from '../files/file-error.ts'
import { HostError } from '../host-error.ts'
import { PRACTICE, type Profile, profileView } from './profile.ts'
import { MAX_PROFILES, type Settings, saveSettings, selectedProfile } from './settings.ts'

/** The profiles as they lie on disk: what could not be written did not happen. */
export class ProfileList {
  readonly feed: Feed<ProfilesView, ProfilesView>
  readonly #home: string
  #settings: Settings

  constructor(home: string, settings: Settings) {
    this.#home = home
    this.#settings = withPractice(settings)
    this.feed = createFeed(() => this.view())
  }

  get settings(): Settings {
    return this.#settings
  }

  get profiles(): readonly Profile[] {
    return this.#settings.profiles
  }

  get selected(): Profile {
    return selectedProfile(this.#settings)
  }

  view(): ProfilesView {
    return { profiles: this.profiles.map(profileView), selectedId: this.#settings.selectedProfileId }
  }

  find(id: string): Profile {
    const found = this.profiles.find((profile) => profile.id === id)
    if (found) return found
    throw new HostError('not-found', 'There is no such profile any more.')
  }

  add(profile: Profile): void {
    if (this.profiles.length >= MAX_PROFILES) {
      throw new HostError('limit', `There are ${MAX_PROFILES} profiles already: delete one first.`)
    }
    this.#save({ ...this.#settings, profiles: [...this.profiles, profile] })
  }

  replace(profile: Profile): void {
    this.find(profile.id)
    const profiles = this.profiles.map((one) => (one.id === profile.id ? profile : one))
    this.#save({ ...this.#settings, profiles })
  }

  /** Practice takes the place of the selected one. */
  remove(id: string): void {
    const profiles = this.profiles.filter((profile) => profile.id !== id)
    const selectedProfileId = this.selected.id === id ? PRACTICE.id : this.selected.id
    this.#save(withPractice({ ...this.#settings, profiles, selectedProfileId }))
  }

  select(id: string): void {
    this.#save({ ...this.#settings, selectedProfileId: this.find(id).id })
  }

  setVaultIdleMinutes(vaultIdleMinutes: Settings['vaultIdleMinutes']): void {
    this.#save({ ...this.#settings, vaultIdleMinutes })
  }

  /** A name that no profile has yet. */
  freeName(wanted: string): string {
    const isTaken = (name: string): boolean => this.profiles.some((profile) => isSameName(profile.name, name))
    for (let number = 2; ; number++) {
      const name = number === 2 && !isTaken(wanted) ? wanted : `${wanted.slice(0, 54)} ${number}`
      if (!isTaken(name)) return name
    }
  }

  #save(settings: Settings): void {
    try {
      saveSettings(this.#home, settings)
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#settings = settings
    this.feed.push([this.view()])
  }
}

/** Names that differ only in case are the same to a person in a hurry: "practice" is no name for real money. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Practice needs nothing and is the way back from everything else. */
function withPractice(settings: Settings): Settings {
  if (settings.profiles.some(({ kind }) => kind === 'practice')) return settings
  return { ...settings, profiles: [PRACTICE, ...settings.profiles] }
}
