import { IbkrError, type RequestWait, type SessionSupervisor } from '../../client/index.ts'
import type { CertificateProblem, SessionItem, SessionSnapshot, SessionView } from '../../shared/contract/views.ts'
import type { AccountList, SessionState, TimelineEntry } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import { type Profile, profileView } from '../profiles/profile.ts'
import { ProfileArming } from '../safety/profile-arming.ts'
import { UNSENT } from '../upstream/upstream-error.ts'
import { readCertificateProblem } from './certificate-problem.ts'
import type { OpenClient } from './open-client.ts'

export interface SessionServiceOptions {
  readonly profile: Profile
  /** Makes the client of a profile. Rejects with a sentence for the user when it cannot be. */
  readonly openClient: (profile: Profile) => Promise<OpenClient>
  readonly clock: Clock
  /** Told of every new supervisor, before it does anything that could be missed. */
  readonly onSession: (session: SessionSupervisor) => void
  /** Told what the accounts of a profile are, each time its session becomes ready. */
  readonly onAccounts: (profile: Profile, accounts: AccountList) => void
  /** Another profile takes over: what was kept of the one before goes. */
  readonly onSwitch: () => void
  /** Permission for what is more than a read ended: nothing that still waits to be sent may leave. */
  readonly onPermissionEnd: (reason: HostError) => void
}

/** Checks once more, when the first byte is about to leave, that it may. @throws HostError, with nothing sent */
export type SendCheck = () => void

/** A session that is being opened, until somebody ends it. */
interface Opening {
  wanted: boolean
  /** Resolves when it is over, or not wanted any more. */
  readonly done: Promise<void>
  readonly end: () => void
}

const SIGNED_OUT: SessionState = { kind: 'signed-out' }
const IDLE_PACING = { left: 10, limit: 10, queued: 0 }
/** Entries of the story that a window gets. */
const TIMELINE_KEPT = 500
/** Ms between two looks at the pacing budget, which changes by itself as time passes. */
const PACING_LOOK_MS = 1_000

/** The one session of the selected profile: opened, watched, armed and closed here. */
export class SessionService {
  readonly feed: Feed<SessionSnapshot, SessionItem>
  readonly arming: ProfileArming
  readonly #options: SessionServiceOptions
  #profile: Profile
  #certificateProblem: CertificateProblem | undefined
  #open: OpenClient | undefined
  #session: SessionSupervisor | undefined
  #opening: Opening | undefined
  #failure: SessionState | undefined
  #timeline: TimelineEntry[] = []
  #nextEntryId = 1
  #cancelLook: () => void = () => undefined
  #announcedPacing = ''

  constructor(options: SessionServiceOptions) {
    this.#options = options
    const { profile, clock } = options
    this.#profile = profile
    this.arming = new ProfileArming({
      kind: profile.kind,
      clock,
      onChange: () => this.announce(),
      onDisarm: () => options.onPermissionEnd(notArmed('the profile was disarmed while the request waited.')),
    })
    this.feed = createFeed(() => ({ view: this.view(), timeline: this.#timeline }))
  }

  get profile(): Profile {
    return this.#profile
  }

  get certificateProblem(): CertificateProblem | undefined {
    return this.#certificateProblem
  }

  /** The login stopped at the locked vault: it goes on once that is open. */
  get waitsForVault(): boolean {
    return this.#failure?.kind === 'failed' && this.#failure.code === 'vault-locked'
  }

  /** The selected profile under another name, or with something learned about it. */
  update(profile: Profile): void {
    if (profile.id !== this.#profile.id) return
    this.#profile = profile
    this.announce()
  }

  /** Ends the session and begins the one of another profile, or of the same one changed. */
  async select(profile: Profile): Promise<void> {
    const another = profile.id !== this.#profile.id
    if (another) this.#options.onPermissionEnd(otherProfile('another profile was selected while the request waited.'))
    await this.disconnect()
    this.#options.onSwitch()
    this.#profile = profile
    this.#failure = undefined
    this.#certificateProblem = undefined
    this.arming.become(profile.kind)
    if (another) {
      this.#timeline = []
      this.feed.push([{ kind: 'timeline-cleared' }])
      this.note({ level: 'info', text: `Profile "${profile.name}" is selected.` })
    }
    this.announce()
    // Not awaited: how the login goes is told by the feed.
    void this.connect()
  }

  view(): SessionView {
    const session = this.#session
    const problem = this.#certificateProblem
    const tickle = session?.lastTickle
    const expiresAt = session?.liveSessionTokenExpiresAt
    const profile = profileView(this.#profile)
    return {
      profile,
      environment: this.arming.told ?? profile.environment,
      countsAs: this.arming.environment,
      state: this.#state(),
      socket: session?.socketState ?? 'disconnected',
      pacing: session ? pacingOf(session) : IDLE_PACING,
      arming: this.arming.view,
      ...(tickle && { tickle }),
      ...(expiresAt !== undefined && { liveSessionTokenExpiresAt: expiresAt }),
      ...(problem && { certificateProblem: problem }),
    }
  }

  /** How long a request would wait for its turn; undefined without a session. */
  estimate(method: string, path: string): RequestWait | undefined {
    return this.#session?.pacing.wait(method, path)
  }

  /** The session, or the error that says to connect. */
  require(): SessionSupervisor {
    if (this.#session) return this.#session
    throw new HostError('not-connected', 'There is no session. Connect first.')
  }

  /**
   * Permission to send what is more than a read: for the profile, the session and the arming of now.
   * @param reason why it needs arming, as a sentence
   * @throws HostError `other-profile`, `not-armed`, `not-connected`
   */
  permit(reason: string, profileId?: string): SendCheck {
    const { id } = this.#profile
    if (profileId !== undefined && profileId !== id)
      throw otherProfile('it was meant for another profile than the one in use now.')
    if (this.arming.view.kind !== 'armed') throw notArmed(`the profile is not armed. ${reason}`)
    const session = this.require()
    const { period } = this.arming
    return () => {
      if (this.#profile.id !== id) throw otherProfile('another profile was selected while the request waited.')
      if (this.#session !== session) throw sessionEnded()
      if (this.arming.view.kind !== 'armed' || this.arming.period !== period)
        throw notArmed('the profile was disarmed while the request waited.')
    }
  }

  connect(): Promise<void> {
    if (this.#session) {
      this.#session.reconnectNow()
      return Promise.resolve()
    }
    if (this.#opening) return this.#opening.done
    let end = (): void => undefined
    const done = new Promise<void>((resolve) => {
      end = resolve
    })
    const opening: Opening = { wanted: true, done, end }
    this.#opening = opening
    void this.#openSession(opening).finally(() => {
      if (this.#opening === opening) this.#opening = undefined
      end()
    })
    return done
  }

  async disconnect(): Promise<void> {
    this.#cancelLook()
    const [opening, session, open] = [this.#opening, this.#session, this.#open]
    if (!opening && !session && !open) return
    // Not waited for: a keychain that asks for its password may take a minute, or for ever.
    if (opening) opening.wanted = false
    opening?.end()
    this.#opening = undefined
    this.#session = undefined
    this.#open = undefined
    this.#failure = undefined
    this.#options.onPermissionEnd(sessionEnded())
    await session?.close()
    await open?.close()
    // A session tells so itself.
    if (!session) this.note({ level: 'info', text: 'Disconnected.', entered: 'signed-out' })
    this.arming.forget()
  }

  /** Adds a line to the story that is not the supervisor's own. */
  note(entry: Omit<TimelineEntry, 'id' | 'at'>): void {
    this.#tell({ ...entry, id: 0, at: this.#options.clock.now() })
  }

  machineSleeps(): void {
    this.note({ level: 'info', text: 'The computer goes to sleep: nothing is kept alive until it wakes.' })
  }

  /** What would be tried later is tried now. A session that the user ended or that failed for good is left alone. */
  machineWakes(): void {
    this.note({ level: 'info', text: 'The computer woke up: the session is looked at.' })
    const session = this.#session
    if (session && session.state.kind !== 'failed') session.reconnectNow()
  }

  announce(): void {
    const view = this.view()
    this.#announcedPacing = JSON.stringify(view.pacing)
    this.feed.push([{ kind: 'view', view }])
  }

  #state(): SessionState {
    return this.#session?.state ?? this.#failure ?? SIGNED_OUT
  }

  async #openSession(opening: Opening): Promise<void> {
    const { openClient, onSession } = this.#options
    const profile = this.#profile
    this.#failure = { kind: 'connecting', since: this.#options.clock.now(), attempt: 1 }
    this.announce()
    try {
      const opened = await openClient(profile)
      if (!opening.wanted) {
        await opened.close()
        return
      }
      this.#open = opened
      this.#failure = undefined
    } catch (error) {
      if (!opening.wanted) return
      const message = error instanceof Error ? error.message : String(error)
      this.#failure = { kind: 'failed', since: this.#options.clock.now(), code: codeOf(error), message }
      this.note({ level: 'error', text: message, entered: 'failed' })
      this.announce()
      return
    }
    const session = this.#open.client.connect()
    this.#session = session
    for (const entry of session.timeline) this.#tell(entry)
    session.onTimeline((entry) => this.#tell(entry))
    session.onState((state) => {
      if (state.kind === 'ready') {
        this.arming.learn(state.accounts)
        this.#options.onAccounts(profile, state.accounts)
      }
      if (state.kind === 'failed') void this.#lookAtCertificate(session, state.code)
      else this.#certificateProblem = undefined
      this.announce()
    })
    session.onTickle(() => this.announce())
    session.onSocketState(() => this.announce())
    this.#lookAtPacing()
    onSession(session)
    this.announce()
  }

  /** A login that ended at the certificate is explained by both fingerprints. */
  async #lookAtCertificate(session: SessionSupervisor, code: string): Promise<void> {
    const problem = await readCertificateProblem(this.#profile, code)
    if (problem === undefined || this.#session !== session) return
    this.#certificateProblem = problem
    this.announce()
  }

  /** Entries are numbered here: those of one supervisor start at 1 again after a reconnect. */
  #tell(entry: TimelineEntry): void {
    const told = { ...entry, id: this.#nextEntryId++ }
    this.#timeline = [...this.#timeline, told].slice(-TIMELINE_KEPT)
    this.feed.push([{ kind: 'timeline', entry: told }])
  }

  #lookAtPacing(): void {
    this.#cancelLook = this.#options.clock.after(PACING_LOOK_MS, () => {
      if (JSON.stringify(this.view().pacing) !== this.#announcedPacing) this.announce()
      this.#lookAtPacing()
    })
  }
}

const sessionEnded = (): HostError =>
  new HostError('session-closed', 'Not sent: the session ended while the request waited.', {
    detail: UNSENT,
    retryable: false,
  })

const notArmed = (why: string): HostError => new HostError('not-armed', `Not sent: ${why}`, { detail: UNSENT })

const otherProfile = (why: string): HostError => new HostError('other-profile', `Not sent: ${why}`, { detail: UNSENT })

function pacingOf(session: SessionSupervisor): SessionView['pacing'] {
  const { globalLeft, globalLimit, queued } = session.pacing.snapshot()
  return { left: globalLeft, limit: globalLimit, queued }
}

function codeOf(error: unknown): string {
  return error instanceof HostError || error instanceof IbkrError ? error.code : 'open-failed'
}
