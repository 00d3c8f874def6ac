import { randomUUID } from 'node:crypto'
import { resolveServer } from '../../client/gateway.ts'
import { IbkrError } from '../../client/index.ts'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import type { CertificateView, ProfileView } from '../../shared/contract/views.ts'
import { HostError } from '../host-error.ts'
import type { SessionService } from '../session/session-service.ts'
import { type GatewayProfile, type Profile, profileView } from './profile.ts'
import type { ProfileList } from './profile-list.ts'

/** Makes, changes and selects profiles. One change at a time: two windows may ask at once. */
export class ProfilesService {
  readonly #list: ProfileList
  readonly #session: SessionService
  #last: Promise<unknown> = Promise.resolve()

  constructor(list: ProfileList, session: SessionService) {
    this.#list = list
    this.#session = session
  }

  create({ name, url }: ParsedInput<'profiles.create'>): Promise<ProfileView> {
    return this.#inTurn(async () => {
      const profile: Profile = { kind: 'gateway', id: newId(), name: this.#newName(name), url: gatewayAddress(url) }
      this.#list.add(profile)
      return profileView(profile)
    })
  }

  change({ id, name, url }: ParsedInput<'profiles.change'>): Promise<ProfileView> {
    return this.#inTurn(async () => {
      const old = this.#list.find(id)
      const named = name === undefined || name === old.name ? old : { ...old, name: this.#newName(name) }
      const changed = url === undefined ? named : withAddress(named, gatewayAddress(url))
      this.#list.replace(changed)
      if (this.#session.profile.id === id) await this.#adopt(old, changed)
      return profileView(changed)
    })
  }

  duplicate(id: string): Promise<ProfileView> {
    return this.#inTurn(async () => {
      const old = this.#list.find(id)
      if (old.kind === 'practice') {
        throw new HostError(
          'not-available',
          'There is one Practice profile, with one simulator. It cannot be duplicated.',
        )
      }
      const copy: Profile = { ...old, id: newId(), name: this.#list.freeName(`${old.name.slice(0, 50)} copy`) }
      this.#list.add(copy)
      return profileView(copy)
    })
  }

  delete(id: string): Promise<null> {
    return this.#inTurn(async () => {
      if (this.#list.find(id).kind === 'practice') {
        throw new HostError(
          'not-available',
          'The Practice profile cannot be deleted: it needs nothing and is always there.',
        )
      }
      const selected = this.#list.selected.id === id
      this.#list.remove(id)
      if (selected) await this.#session.select(this.#list.selected)
      return null
    })
  }

  select(id: string): Promise<null> {
    return this.#inTurn(async () => {
      this.#list.select(id)
      await this.#session.select(this.#list.selected)
      return null
    })
  }

  /** Only the certificate that was really shown: what a person compared is what is pinned. */
  trust(sha256: string): Promise<null> {
    return this.#inTurn(async () => {
      const { profile, certificateProblem } = this.#session
      const presented = certificateProblem?.presented
      if (profile.kind !== 'gateway' || presented?.sha256 !== sha256) {
        throw new HostError('not-found', 'The gateway shows another certificate now. Connect again and compare.')
      }
      this.#list.replace({ ...profile, certificate: presented })
      await this.#session.select(this.#list.find(profile.id))
      return null
    })
  }

  /** The first certificate of a gateway on this machine. */
  pin(profile: GatewayProfile, certificate: CertificateView): void {
    const kept = this.#list.profiles.find(({ id }) => id === profile.id)
    if (kept?.kind !== 'gateway' || kept.url !== profile.url || kept.certificate) return
    this.#list.replace({ ...kept, certificate })
    this.#session.update(this.#list.find(profile.id))
  }

  /** What the account of a profile turned out to be. */
  learn(id: string, paper: boolean | undefined): void {
    const profile = this.#list.profiles.find((one) => one.id === id)
    if (!profile || profile.kind === 'practice' || paper === undefined) return
    const learned = paper ? 'paper' : 'live'
    if (profile.learned === learned) return
    this.#list.replace({ ...profile, learned })
    this.#session.update(this.#list.find(id))
  }

  /** A new address is another gateway: the session ends and begins anew. */
  async #adopt(old: Profile, changed: Profile): Promise<void> {
    const moved = old.kind === 'gateway' && changed.kind === 'gateway' && old.url !== changed.url
    if (moved) await this.#session.select(changed)
    else this.#session.update(changed)
  }

  #newName(name: string): string {
    if (!this.#list.profiles.some((profile) => profile.name === name)) return name
    throw new HostError('name-taken', `There is a profile "${name}" already. Choose another name.`)
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(run)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}

const newId = (): string => randomUUID()

function withAddress(profile: Profile, url: string): Profile {
  if (profile.kind !== 'gateway') {
    throw new HostError('not-available', 'Only a gateway profile has an address to change.')
  }
  if (profile.url === url) return profile
  // What was learned and pinned belongs to the gateway at the old address.
  return { kind: 'gateway', id: profile.id, name: profile.name, url }
}

function gatewayAddress(url: string): string {
  try {
    resolveServer(url)
    return url
  } catch (error) {
    if (error instanceof IbkrError) throw new HostError('invalid-input', error.message, { cause: error })
    throw error
  }
}
