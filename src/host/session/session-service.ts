import type {
  Clock,
  RawResponse,
  RequestInput,
  RequestWait,
  SessionSupervisor,
  StreamedResponse,
  StreamInput,
} from '../../client/index.ts'
import type { OrderReader } from '../../client/unpublished.ts'
import { classifyRequest } from '../../shared/catalogue/classify-request.ts'
import type {
  CertificateProblem,
  ConsoleSessionState,
  SessionItem,
  SessionSnapshot,
  SessionView,
} from '../../shared/contract/views.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { createFeed, type Feed } from '../feed.ts'
import { collectGarbage } from '../garbage-collection.ts'
import { HostError } from '../host-error.ts'
import { getKnownEnvironment, isKeyed, type Profile } from '../profiles/profile.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import { createDisarmedError, createProfileEndedError, createSessionEndedError } from '../safety/not-sent-errors.ts'
import { ProfileArming } from '../safety/profile-arming.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { LoginReservation, ReserveLogin } from './connected-logins.ts'
import { createFirstCertificateEntry, readCertificateProblem } from './gateway-certificate.ts'
import type { OnFirstCertificate, OpenedClient } from './open-client.ts'
import { PacingFeed } from './pacing-feed.ts'
import { BY_PERSON, type ReadSession } from './read-session.ts'
import { RequestsInFlight } from './requests-in-flight.ts'
import { SessionTimeline } from './session-timeline.ts'
import { buildSessionView, createFailedState } from './session-view.ts'

export interface SessionServiceOptions {
  /** The profile, as it is when its use begins. */
  readonly profile: Profile
  readonly list: Pick<ProfileList, 'profiles' | 'feed' | 'pin' | 'saveAccountKind'>
  /** Owner of stored orders and account values: the profile, or one start of the Practice server. */
  readonly dataScope: string
  /** Reserves the login of a session, and then its accounts, among all profiles in use. */
  readonly reserve: ReserveLogin
  /** Creates the client of a profile. On failure, rejects with a message for the user. */
  readonly openClient: (profile: Profile, onFirstCertificate: OnFirstCertificate) => Promise<OpenedClient>
  readonly clock: Clock
  /** Requests that are not sent yet. They are cancelled when the permission to send them ends. */
  readonly unsent: Pick<UnsentRequests, 'withdrawChanges' | 'withdrawArmed'>
  /** Whether cancels and the kill switch of a profile require arming too. */
  readonly cancelsNeedArming: () => boolean
  /** Called when a follower fails at the end of a session. */
  readonly onFollowerFailed: (error: unknown) => void
}

/** A part of the runtime that uses the open session. */
export interface SessionHooks {
  /** Called with a new session, before it emits any event. */
  attach?(session: ReadSession): void
  /** Called when the session is about to end. */
  detach?(): void
}

/** A session that is being opened, until the opening is ended. */
interface Opening {
  wanted: boolean
  /** Resolves when the session is open, has failed, or is no longer needed. */
  readonly done: Promise<void>
  readonly end: () => void
}

/** The client of a session, and the reservation of its login. */
interface OpenLogin extends OpenedClient {
  readonly reservation: LoginReservation
}

/** Time in ms for which a session that ends waits for the responses to requests of the gate. */
const RESPONSES_WITHIN_MS = 5_000

/** The path of IBKR's OpenAPI document. */
export const API_DOCUMENT_PATH = '/gw/api/v3/api-docs'

/** The session of one profile in use. Opens, arms and closes it; the profile never changes to another one. */
export class SessionService {
  readonly feed: Feed<SessionSnapshot, SessionItem>
  readonly pacing: PacingFeed
  readonly arming: ProfileArming
  readonly timeline: SessionTimeline
  /** The requests of the gate whose results are not recorded yet. */
  readonly inFlight: RequestsInFlight
  readonly #options: SessionServiceOptions
  readonly #followers: SessionHooks[] = []
  #profile: Profile
  #isOver = false
  readonly #stopFollowingList: () => void
  #certificateProblem: CertificateProblem | undefined
  #open: OpenLogin | undefined
  #session: SessionSupervisor | undefined
  #opening: Opening | undefined
  /** Resolves when the session before this one no longer waits for responses. */
  #responses: Promise<void> = Promise.resolve()
  /** Resolves when every session that ended is closed. */
  #closing: Promise<unknown> = Promise.resolve()
  /** State while no session is open: opening, or failed to open. */
  #openingState: ConsoleSessionState | undefined

  constructor(options: SessionServiceOptions) {
    this.#options = options
    const { list, clock, unsent } = options
    this.#profile = options.profile
    this.arming = new ProfileArming({
      kind: this.#profile.kind,
      clock,
      onChange: () => this.announce(),
      onDisarm: () => unsent.withdrawArmed(createDisarmedError()),
    })
    this.feed = createFeed(() => ({ view: this.view(), timeline: this.timeline.entries }))
    this.inFlight = new RequestsInFlight(clock)
    this.pacing = new PacingFeed(clock, () => this.#session)
    this.timeline = new SessionTimeline(clock.now, (item) => this.feed.push([item]))
    this.#stopFollowingList = list.feed.subscribe(() => this.#adopt())
  }

  get profile(): Profile {
    return this.#profile
  }

  get dataScope(): string {
    return this.#options.dataScope
  }

  /** Owner of what one login may request: contains no secret. Undefined while no session is open. */
  get loginScope(): string | undefined {
    // Each start of the Practice server has its own rate limits and accounts.
    return this.#open && (this.#profile.kind === 'practice' ? this.dataScope : this.#open.login)
  }

  /** Environment to display: the environment that the open session reported, or else the last known environment. */
  get environment(): KnownEnvironment {
    return this.arming.reported ?? getKnownEnvironment(this.#profile)
  }

  get certificateProblem(): CertificateProblem | undefined {
    return this.#certificateProblem
  }

  /** Whether the login failed because the vault is locked. The login can be retried after an unlock. */
  get waitsForVault(): boolean {
    return this.#openingState?.kind === 'failed' && this.#openingState.code === 'vault-locked'
  }

  /** Registers a follower. Followers are called in the order in which they were added. */
  follow(follower: SessionHooks): void {
    this.#followers.push(follower)
  }

  /**
   * Ends the use of the profile: closes the session, also one that is opened meanwhile, and opens none any more. Waits for
   * the responses to requests of the gate, at most `RESPONSES_WITHIN_MS`.
   */
  async dispose(): Promise<void> {
    this.#isOver = true
    this.#options.unsent.withdrawChanges(createProfileEndedError())
    this.arming.disarm()
    this.#stopFollowingList()
    do await this.disconnect()
    while (this.#opening || this.#session || this.#open)
    await this.#closing
  }

  view(): SessionView {
    return buildSessionView({
      profile: this.#profile,
      environment: this.environment,
      arming: this.arming,
      cancelsNeedArming: this.cancelsNeedArming,
      session: this.#session,
      opening: this.#openingState,
      certificateProblem: this.#certificateProblem,
    })
  }

  /** Returns the estimated time in ms that a request would wait before it is sent, undefined without a session. */
  estimate(method: string, path: string): RequestWait | undefined {
    return this.#session?.pacing.wait(method, path)
  }

  /** Whether the use of the profile has ended, so that no session may be opened any more. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** The open session, undefined if there is none. */
  get openSession(): ReadSession | undefined {
    return this.#session
  }

  /**
   * Returns the open session.
   * @throws HostError `not-connected`
   */
  require(): ReadSession {
    return this.requireSender()
  }

  /**
   * Sends a catalogued read whose response is processed while it arrives.
   * @throws HostError `not-connected`; TypeError for any other request
   */
  streamRead(input: StreamInput): Promise<StreamedResponse> {
    demandRead(input)
    return this.requireSender().stream(input, { safe: true, ...BY_PERSON })
  }

  /**
   * Reads single orders, for functions of the library.
   * @throws HostError `not-connected`
   */
  requireOrderReader(): OrderReader {
    const session = this.requireSender()
    return {
      state: session.state,
      request(input) {
        demandRead(input)
        return session.request(input, { safe: true, ...BY_PERSON })
      },
    }
  }

  /**
   * Reads the OpenAPI document of the server, which is not a catalogued operation.
   * @throws HostError `not-connected`
   */
  async readApiDocument(signal: AbortSignal): Promise<RawResponse> {
    return this.requireSender().request({ path: API_DOCUMENT_PATH, raw: true, signal }, { safe: true, ...BY_PERSON })
  }

  /**
   * Returns the open session with everything that it can send. Only for the gate: `tests/layers` rejects other uses.
   * @throws HostError `not-connected`
   */
  requireSender(): SessionSupervisor {
    if (this.#session) return this.#session
    throw new HostError('not-connected', 'No session is open. Connect first.')
  }

  /** Whether cancels and the kill switch require arming too. */
  get cancelsNeedArming(): boolean {
    return this.#options.cancelsNeedArming()
  }

  connect(): Promise<void> {
    if (this.#isOver) return Promise.resolve()
    if (this.#session) {
      this.#session.reconnectNow()
      return Promise.resolve()
    }
    if (this.#opening) return this.#opening.done
    let end = (): void => undefined
    const done = new Promise<void>((resolve) => (end = resolve))
    const opening: Opening = { wanted: true, done, end }
    this.#opening = opening
    void this.#openSession(opening).finally(() => {
      if (this.#opening === opening) this.#opening = undefined
      end()
    })
    return done
  }

  async disconnect(): Promise<void> {
    this.#detachFollowers()
    const [opening, session, open] = [this.#opening, this.#session, this.#open]
    if (!opening && !session && !open) return
    // Do not await the opening: a keychain that prompts for its password may take a minute, or never respond.
    if (opening) opening.wanted = false
    opening?.end()
    this.#opening = undefined
    this.#session = undefined
    this.pacing.report()
    this.#open = undefined
    this.#openingState = undefined
    this.#options.unsent.withdrawChanges(createSessionEndedError())
    // Reset before the close: the next session may open while this one closes.
    this.arming.endSession()
    await this.#close(open, session)
    // The keys of the login are overwritten when they are garbage-collected, which an idle process does not do by itself.
    if (open && isKeyed(this.#profile)) collectGarbage()
    // Add the entry only without a session: an open session adds it itself.
    if (!session) this.timeline.note({ level: 'info', text: 'Disconnected.', entered: 'signed-out' })
  }

  /** A follower that fails keeps no session open. */
  #detachFollowers(): void {
    for (const follower of this.#followers) {
      try {
        follower.detach?.()
      } catch (error) {
        this.#options.onFollowerFailed(error)
      }
    }
  }

  async #close(open: OpenLogin | undefined, session?: SessionSupervisor): Promise<void> {
    const { inFlight } = this
    const requests = session === undefined ? [] : inFlight.current
    const responses = inFlight.ended(requests, RESPONSES_WITHIN_MS)
    if (session) this.#responses = responses
    const closed = (async () => {
      await responses
      await session?.close()
      // The close ends the other requests, whose outcomes are recorded as unknown.
      await inFlight.ended(requests, RESPONSES_WITHIN_MS)
      await open?.close()
    })()
    this.#closing = Promise.allSettled([this.#closing, closed])
    await open?.reservation.release(closed)
    await closed
  }

  machineSleeps(): void {
    this.timeline.note({ level: 'info', text: 'The computer goes to sleep. Keep-alives stop until it wakes up.' })
  }

  /** Retries immediately, except a session that the user ended or that failed permanently. */
  machineWakes(): void {
    this.timeline.note({ level: 'info', text: 'The computer woke up. Checking the session.' })
    if (this.#session?.state.kind !== 'failed') this.#session?.reconnectNow()
  }

  /** Publishes the view, because something that it shows has changed. */
  announce(): void {
    this.feed.push([{ kind: 'view', view: this.view() }])
  }

  /** Updates the profile after a change of its name, certificate or account kind. */
  #adopt(): void {
    const profile = this.#options.list.profiles.find(({ id }) => id === this.#profile.id)
    if (profile === undefined || profile === this.#profile) return
    this.#profile = profile
    this.announce()
  }

  async #openSession(opening: Opening): Promise<void> {
    const { openClient, list, reserve } = this.#options
    const profile = this.#profile
    this.#openingState = { kind: 'connecting', since: this.#options.clock.now(), attempt: 1 }
    this.announce()
    let opened: OpenedClient | undefined
    let reservation: LoginReservation | undefined
    // Two sessions of one login would end each other, while the last one waits.
    await this.#responses
    try {
      opened = await openClient(profile, (gateway, certificate) =>
        this.timeline.note(createFirstCertificateEntry(certificate, list.pin(gateway, certificate))),
      )
      if (opening.wanted) reservation = await reserve(opened.login)
    } catch (error) {
      await opened?.close()
      if (opening.wanted) this.#fail(error)
      return
    }
    if (!opening.wanted || reservation === undefined) {
      const closed = opened.close()
      this.#closing = Promise.allSettled([this.#closing, closed])
      await reservation?.release(closed)
      await closed
      return
    }
    const reserved = reservation
    this.#open = { ...opened, reservation }
    this.#openingState = undefined
    const session = opened.client.connect()
    this.#session = session
    for (const entry of session.timeline) this.timeline.add(entry)
    session.onTimeline((entry) => this.timeline.add(entry))
    session.onState((state) => {
      // A session that is closing does not affect the next one.
      if (this.#session !== session) return
      if (state.kind === 'ready') {
        try {
          // The accounts of a simulator say nothing about a user at IBKR.
          if (profile.kind !== 'practice') reserved.reserveAccounts(state.accounts.accounts)
        } catch (error) {
          void this.disconnect().then(() => this.#fail(error))
          return
        }
        this.arming.updateAccounts(state.accounts)
        list.saveAccountKind(profile.id, state.accounts.paper)
      }
      if (state.kind === 'failed') void this.#readCertificate(session, state.code)
      else this.#certificateProblem = undefined
      this.announce()
    })
    session.onTickle(() => this.announce())
    session.onSocketState(() => this.announce())
    this.pacing.report()
    for (const follower of this.#followers) follower.attach?.(session)
    this.announce()
  }

  /** Shows why no session is open. */
  #fail(error: unknown): void {
    this.#openingState = createFailedState(error, this.#options.clock.now())
    this.timeline.note({ level: 'error', text: this.#openingState.message, entered: 'failed' })
    this.announce()
  }

  /** Adds both fingerprints to a login failure that the certificate caused. */
  async #readCertificate(session: SessionSupervisor, code: string): Promise<void> {
    const problem = await readCertificateProblem(this.#profile, code)
    if (problem === undefined || this.#session !== session) return
    this.#certificateProblem = problem
    this.announce()
  }
}

/** @throws TypeError for anything but a catalogued read */
function demandRead({ method = 'GET', path }: RequestInput): void {
  if (classifyRequest({ method, path }).effect !== 'read')
    throw new TypeError('Only the gate sends anything but reads.')
}
