import type { SessionSupervisor } from '../../client/index.ts'
import type { ArmingView, SessionItem, SessionSnapshot, SessionView } from '../../shared/contract/views.ts'
import { type Environment, environmentOf } from '../../shared/domain/environment.ts'
import type { SessionState, TimelineEntry } from '../../shared/domain/session.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import { type Profile, profileView } from '../profiles/profile.ts'
import { arm, armingAfterChange, currentArming } from '../safety/arming.ts'
import { type OpenClient, openClient } from './open-client.ts'
import type { PracticeStarter } from './practice.ts'

export interface SessionServiceOptions {
  readonly profile: Profile
  readonly startPractice: PracticeStarter
  readonly now: () => number
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
  readonly #options: SessionServiceOptions
  #open: OpenClient | undefined
  #session: SessionSupervisor | undefined
  #opening: Promise<void> | undefined
  #failure: SessionState | undefined
  #timeline: TimelineEntry[] = []
  #nextEntryId = 1
  #arming: ArmingView
  #environment: Environment
  #lapse: NodeJS.Timeout | undefined
  #look: NodeJS.Timeout | undefined
  #announcedPacing = ''

  constructor(options: SessionServiceOptions) {
    this.#options = options
    this.#environment = environmentOf(options.profile.kind, undefined)
    this.#arming = this.#environment === 'practice' ? { kind: 'armed' } : { kind: 'disarmed' }
    this.feed = createFeed(() => ({ view: this.view(), timeline: this.#timeline }))
  }

  view(): SessionView {
    const session = this.#session
    const tickle = session?.lastTickle
    const expiresAt = session?.liveSessionTokenExpiresAt
    return {
      profile: profileView(this.#options.profile),
      environment: this.#environment,
      state: this.#state(),
      socket: session?.socketState ?? 'disconnected',
      pacing: session ? pacingOf(session) : IDLE_PACING,
      arming: this.arming(),
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
    clearTimeout(this.#lapse)
    clearInterval(this.#look)
    const session = this.#session
    const open = this.#open
    if (!session && !open) return
    this.#session = undefined
    this.#open = undefined
    await session?.close()
    await open?.close()
    this.note({ level: 'info', text: 'Disconnected.', entered: 'signed-out' })
    this.#setEnvironment(undefined)
    this.announce()
  }

  arming(): ArmingView {
    return currentArming(this.#arming, this.#options.now())
  }

  arm(confirmation: string | undefined): ArmingView {
    const state = this.#state()
    const accounts = state.kind === 'ready' ? state.accounts.accounts : []
    const now = this.#options.now()
    this.#setArming(arm({ environment: this.#environment, accounts, confirmation, now }))
    return this.#arming
  }

  disarm(): ArmingView {
    this.#setArming({ kind: 'disarmed' })
    return this.#arming
  }

  /** Adds a line to the story that is not the supervisor's own. */
  note(entry: Omit<TimelineEntry, 'id' | 'at'>): void {
    this.#tell({ ...entry, id: 0, at: this.#options.now() })
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
    this.#failure = { kind: 'connecting', since: this.#options.now(), attempt: 1 }
    this.announce()
    try {
      this.#open = await openClient(profile, startPractice)
      this.#failure = undefined
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#failure = { kind: 'failed', since: this.#options.now(), code: 'open-failed', message }
      this.note({ level: 'error', text: message, entered: 'failed' })
      this.announce()
      return
    }
    const session = this.#open.client.connect()
    this.#session = session
    for (const entry of session.timeline) this.#tell(entry)
    session.onTimeline((entry) => this.#tell(entry))
    session.onState((state) => {
      if (state.kind === 'ready') this.#setEnvironment(state.accounts.paper)
      this.announce()
    })
    session.onTickle(() => this.announce())
    session.onSocketState(() => this.announce())
    this.#look = setInterval(() => {
      if (JSON.stringify(this.view().pacing) !== this.#announcedPacing) this.announce()
    }, PACING_LOOK_MS)
    this.#look.unref()
    onSession(session)
    this.announce()
  }

  /** Entries are numbered here: those of one supervisor start at 1 again after a reconnect. */
  #tell(entry: TimelineEntry): void {
    const told = { ...entry, id: this.#nextEntryId++ }
    this.#timeline = [...this.#timeline, told].slice(-TIMELINE_KEPT)
    this.feed.push([{ kind: 'timeline', entry: told }])
  }

  #setEnvironment(paper: boolean | undefined): void {
    const next = environmentOf(this.#options.profile.kind, paper)
    this.#setArming(armingAfterChange(this.#arming, this.#environment, next))
    this.#environment = next
  }

  #setArming(arming: ArmingView): void {
    this.#arming = arming
    clearTimeout(this.#lapse)
    if (arming.kind === 'armed' && arming.until !== undefined) {
      this.#lapse = setTimeout(() => this.disarm(), arming.until - this.#options.now())
      this.#lapse.unref()
    }
    this.announce()
  }
}

function pacingOf(session: SessionSupervisor): SessionView['pacing'] {
  const { globalLeft, globalLimit, queued } = session.pacing.snapshot()
  return { left: globalLeft, limit: globalLimit, queued }
}
