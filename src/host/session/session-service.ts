import type { SessionSupervisor } from '../../client/index.ts'
import type { SessionItem, SessionSnapshot, SessionView } from '../../shared/contract/views.ts'
import type { SessionState, TimelineEntry } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import { type Profile, profileView } from '../profiles/profile.ts'
import { ProfileArming } from '../safety/profile-arming.ts'
import { type OpenClient, openClient } from './open-client.ts'
import type { PracticeStarter } from './practice.ts'

export interface SessionServiceOptions {
  readonly profile: Profile
  readonly startPractice: PracticeStarter
  readonly clock: Clock
  /** Told of every new supervisor, before it does anything that could be missed. */
  readonly onSession: (session: SessionSupervisor) => void
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
  #open: OpenClient | undefined
  #session: SessionSupervisor | undefined
  #opening: Promise<void> | undefined
  #failure: SessionState | undefined
  #timeline: TimelineEntry[] = []
  #nextEntryId = 1
  #cancelLook: () => void = () => undefined
  #announcedPacing = ''

  constructor(options: SessionServiceOptions) {
    this.#options = options
    const { profile, clock } = options
    this.arming = new ProfileArming({ kind: profile.kind, clock, onChange: () => this.announce() })
    this.feed = createFeed(() => ({ view: this.view(), timeline: this.#timeline }))
  }

  view(): SessionView {
    const session = this.#session
    const tickle = session?.lastTickle
    const expiresAt = session?.liveSessionTokenExpiresAt
    return {
      profile: profileView(this.#options.profile),
      environment: this.arming.environment,
      state: this.#state(),
      socket: session?.socketState ?? 'disconnected',
      pacing: session ? pacingOf(session) : IDLE_PACING,
      arming: this.arming.view,
      ...(tickle && { tickle }),
      ...(expiresAt !== undefined && { liveSessionTokenExpiresAt: expiresAt }),
    }
  }

  /** The session, or the error that says to connect. */
  require(): SessionSupervisor {
    if (this.#session) return this.#session
    throw new HostError('not-connected', 'There is no session. Connect first.')
  }

  connect(): Promise<void> {
    if (this.#session) {
      this.#session.reconnectNow()
      return Promise.resolve()
    }
    this.#opening ??= this.#openSession().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async disconnect(): Promise<void> {
    await this.#opening
    this.#cancelLook()
    const session = this.#session
    const open = this.#open
    if (!session && !open) return
    this.#session = undefined
    this.#open = undefined
    await session?.close()
    await open?.close()
    this.note({ level: 'info', text: 'Disconnected.', entered: 'signed-out' })
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

  async #openSession(): Promise<void> {
    const { profile, startPractice, onSession } = this.#options
    this.#failure = { kind: 'connecting', since: this.#options.clock.now(), attempt: 1 }
    this.announce()
    try {
      this.#open = await openClient(profile, startPractice)
      this.#failure = undefined
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#failure = { kind: 'failed', since: this.#options.clock.now(), code: 'open-failed', message }
      this.note({ level: 'error', text: message, entered: 'failed' })
      this.announce()
      return
    }
    const session = this.#open.client.connect()
    this.#session = session
    for (const entry of session.timeline) this.#tell(entry)
    session.onTimeline((entry) => this.#tell(entry))
    session.onState((state) => {
      if (state.kind === 'ready') this.arming.learn(state.accounts)
      this.announce()
    })
    session.onTickle(() => this.announce())
    session.onSocketState(() => this.announce())
    this.#lookAtPacing()
    onSession(session)
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

function pacingOf(session: SessionSupervisor): SessionView['pacing'] {
  const { globalLeft, globalLimit, queued } = session.pacing.snapshot()
  return { left: globalLeft, limit: globalLimit, queued }
}
