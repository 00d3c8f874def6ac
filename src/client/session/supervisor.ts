import type { SessionState, SocketState, TicklePulse, TimelineEntry } from '../../shared/domain/session.ts'
import { backOffDelay } from '../back-off.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import { unlimited } from '../linked-signal.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import { obtainLiveSession } from '../oauth1/obtain-live-session.ts'
import type { Pacer } from '../pacing/pacer.ts'
import type { Pacing } from '../pacing/pacing.ts'
import type { RandomSource } from '../random.ts'
import { judgeResponse } from '../rest/judge-response.ts'
import type { RawResponse, RequestInput, UntypedJson } from '../rest/request-input.ts'
import type { RestChannel } from '../rest/rest-channel.ts'
import { frameTopic } from '../socket/frame.ts'
import type { SocketTarget } from '../socket/open-web-socket.ts'
import { SupervisedSocket } from '../socket/supervised-socket.ts'
import type { TlsPolicy } from '../tls-policy.ts'
import { logIn } from './login.ts'
import { judgeFailure, type LoginOutcome } from './login-outcome.ts'
import { readBrokerageStatus } from './session-answers.ts'
import type {
  ConnectOptions,
  SessionSupervisor,
  SocketFrame,
  SocketGap,
  SupervisedRequestOptions,
} from './session-supervisor.ts'
import { watchForSleep } from './sleep-watch.ts'
import { SupervisedRequests } from './supervised-requests.ts'
import { Tickler } from './tickler.ts'
import { noteOf, Timeline } from './timeline.ts'
import { renewalTime, tokenExpiry } from './token-expiry.ts'
import { type SessionEvent, transition } from './transition.ts'
import { Wishes } from './wishes.ts'

const TICKLE_MS = 60_000
/** A first retry at once would hammer a server that answers, but answers no. */
const SHORTEST_RETRY_MS = 1_000
const LOGIN_POLL_MS = 5_000
const COMPETING_POLL_MS = 60_000
const PENALTY_PROBE_MS = 60_000
const HEARTBEAT_MS = 35_000
const TIMELINE_LIMIT = 500
const MAX_FRAME_BYTES = 16 * 2 ** 20

/** What a supervisor is made of; the client owns all of it. */
export interface SupervisorParts {
  readonly channel: RestChannel
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly pacer: Pacer
  readonly clock: Clock
  readonly random: RandomSource
  readonly logger: Logger | undefined
  readonly socketUrl: string
  readonly policy: TlsPolicy
  readonly userAgent: string
  readonly maxFrameBytes: number | undefined
  readonly connectTimeout: number
  readonly rememberSession: (session: string) => void
  /** Aborts when the client is closed. */
  readonly closing: AbortSignal
}

/** Every way for a login to end but the good one. */
type Trouble = Exclude<LoginOutcome, { kind: 'ready' }>

/** What the loop does next. */
type Next = { readonly freshToken: boolean; readonly quiet?: true } | { readonly wait: LoginOutcome }

/**
 * The loop that keeps a session: log in, watch, wait, and again. Only the loop logs in, so logins are single-flight by
 * construction; whoever wants one leaves a wish. Every state it enters comes from the pure `transition`.
 */
export class Supervisor implements SessionSupervisor {
  readonly #parts: SupervisorParts
  readonly #options: ConnectOptions
  readonly #clock: Clock
  readonly #abort = new AbortController()
  readonly #signal: AbortSignal
  readonly #wishes: Wishes
  readonly #tickler: Tickler
  readonly #timeline: Timeline
  readonly #socket: SupervisedSocket
  readonly #requests: SupervisedRequests
  readonly #stateNews = new Listeners<SessionState>()
  /** Told how each login ended, and whether it competed. */
  readonly #loginNews = new Listeners<{ readonly outcome: LoginOutcome; readonly competed: boolean }>()
  #state: SessionState = { kind: 'signed-out' }
  #phase: 'login' | 'watch' | 'wait' = 'login'
  #logins = 0
  #retries = 0
  #downSince: number | undefined
  #expiresAt: number | undefined
  #running: Promise<void> = Promise.resolve()
  #endings: (() => void)[] = []

  constructor(parts: SupervisorParts, options: ConnectOptions) {
    this.#parts = parts
    this.#options = options
    this.#clock = parts.clock
    const ends = [this.#abort.signal, parts.closing, ...(options.signal === undefined ? [] : [options.signal])]
    this.#signal = unlimited(AbortSignal.any(ends))
    this.#wishes = new Wishes(this.#clock, this.#signal)
    this.#timeline = new Timeline(options.timelineLimit ?? TIMELINE_LIMIT, () => this.#clock.now())
    this.#tickler = new Tickler(this.#clock, (input) => this.#call(input, this.#state.kind === 'penalty'))
    this.#socket = new SupervisedSocket({
      clock: this.#clock,
      random: parts.random,
      silenceMs: options.heartbeatTimeout ?? HEARTBEAT_MS,
      target: () => this.#socketTarget(),
      note: (level, text) => this.#timeline.add({ level, text }),
    })
    this.#requests = new SupervisedRequests({
      channel: parts.channel,
      signal: this.#signal,
      logins: () => this.#logins,
      login: (before, signal) => this.#loginAfter(before, signal),
      check: () => this.#check(),
      hasToken: () => parts.oauth1 === undefined || parts.channel.liveSessionToken !== undefined,
    })
  }

  get state(): SessionState {
    return this.#state
  }

  get timeline(): readonly TimelineEntry[] {
    return this.#timeline.entries
  }

  get lastTickle(): TicklePulse | undefined {
    return this.#tickler.last
  }

  get liveSessionTokenExpiresAt(): number | undefined {
    return this.#expiresAt
  }

  get socketState(): SocketState {
    return this.#socket.state
  }

  get pacing(): Pacing {
    return this.#parts.pacer
  }

  onState(listener: (state: SessionState) => void): Unsubscribe {
    return this.#stateNews.add(listener)
  }

  onTimeline(listener: (entry: TimelineEntry) => void): Unsubscribe {
    return this.#timeline.onEntry(listener)
  }

  onTickle(listener: (pulse: TicklePulse) => void): Unsubscribe {
    return this.#tickler.onPulse(listener)
  }

  onSocketState(listener: (state: SocketState) => void): Unsubscribe {
    return this.#socket.onState(listener)
  }

  onFrame(listener: (frame: SocketFrame) => void): Unsubscribe {
    return this.#socket.onFrame(listener)
  }

  onGap(listener: (gap: SocketGap) => void): Unsubscribe {
    return this.#socket.onGap(listener)
  }

  request(input: RequestInput & { readonly raw: true }, options?: SupervisedRequestOptions): Promise<RawResponse>
  request(input: RequestInput, options?: SupervisedRequestOptions): Promise<UntypedJson>
  request(input: RequestInput, options: SupervisedRequestOptions = {}): Promise<UntypedJson> {
    return this.#requests.request(input, options)
  }

  sendFrame(text: string): void {
    this.#socket.send(text)
  }

  subscribe(text: string, unsubscribeText: string): Unsubscribe {
    return this.#socket.subscribe(text, unsubscribeText)
  }

  takeOver(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const ends = signal === undefined ? this.#signal : AbortSignal.any([this.#signal, signal])
      const aborted = (): void => {
        stop()
        this.#wishes.take('take-over')
        reject(new IbkrError('aborted', 'Taking over was given up.', { cause: ends.reason }))
      }
      const stop = this.#loginNews.add(({ outcome, competed }) => {
        if (!competed) return
        stop()
        ends.removeEventListener('abort', aborted)
        if (outcome.kind === 'ready') resolve()
        else reject(takeOverError(outcome))
      })
      if (ends.aborted) return aborted()
      ends.addEventListener('abort', aborted, { once: true })
      this.#timeline.add({ level: 'info', text: 'Taking over, as the user wishes: the other session is thrown out.' })
      this.#wishes.add('take-over')
    })
  }

  reconnectNow(): void {
    this.#retries = 0
    this.#wishes.add('retry-now')
    if (this.#socket.state === 'disconnected' && this.#phase === 'watch')
      this.#socket.reconnect('the user asked for it.')
  }

  async close(): Promise<void> {
    this.#abort.abort(new IbkrError('client-closed', 'The session was closed.'))
    await this.#running
    await this.#socket.close()
  }

  /** To be called once. */
  start(): void {
    const { clock } = this.#parts
    this.#endings = [
      this.#tickler.onSession((session) => this.#sessionChanged(session)),
      this.#socket.onFrame((frame) => this.#hear(frame)),
      this.#parts.pacer.onPenalty((until) => until !== undefined && this.#check()),
      watchForSleep(clock, (ms) => this.#woke(ms)),
    ]
    this.#running = this.#run().catch((error: unknown) => {
      this.#move({
        type: 'gave-up',
        at: clock.now(),
        code: 'internal',
        message: `The session's loop broke: ${String(error)}`,
      })
    })
  }

  async #run(): Promise<void> {
    try {
      let freshToken = true
      let quiet = false
      while (!this.#signal.aborted) {
        const outcome = await this.#attempt(freshToken, quiet)
        if (this.#signal.aborted) break
        const next = outcome.kind === 'ready' ? await this.#watch() : { wait: outcome }
        if ('wait' in next) {
          quiet = await this.#wait(next.wait)
          freshToken = !(quiet && next.wait.kind === 'competing')
        } else {
          quiet = next.quiet === true
          freshToken = next.freshToken
        }
      }
    } finally {
      for (const end of this.#endings) end()
      await this.#socket.close()
      this.#move({ type: 'closed' })
    }
  }

  /** One login. A quiet one shows no steps: it only looks whether what was waited for has come. */
  async #attempt(freshToken: boolean, quiet: boolean): Promise<LoginOutcome> {
    this.#phase = 'login'
    const compete = this.#wishes.take('take-over')
    for (const stale of ['log-in', 'tickle', 'retry-now'] as const) this.#wishes.take(stale)
    const shown = !quiet || compete
    if (shown) this.#move({ type: 'contact', at: this.#clock.now(), attempt: this.#retries + 1 })
    const { oauth1 } = this.#parts
    const token = oauth1 === undefined ? undefined : () => this.#renewToken()
    const outcome = await logIn(
      {
        clock: this.#clock,
        call: (input) => this.#call(input),
        renewToken: token,
        tickle: async () => {
          await this.#tickler.tickle()
        },
        onStep: (step) => shown && this.#move({ type: 'step', at: this.#clock.now(), step }),
      },
      { compete, freshToken: freshToken || this.#parts.channel.liveSessionToken === undefined },
      this.#signal,
    ).catch((error: unknown) => this.#judge(error))
    this.#phase = outcome.kind === 'ready' ? 'watch' : 'wait'
    if (outcome.kind === 'ready') {
      this.#logins += 1
      this.#retries = 0
      this.#downSince = undefined
      this.#move({ type: 'ready', at: this.#clock.now(), accounts: outcome.accounts })
      if (this.#options.socket !== false) this.#socket.open()
    }
    if (outcome.kind !== 'ready') this.#showOutcome(outcome)
    this.#loginNews.tell({ outcome, competed: compete })
    return outcome
  }

  /** A session that was ready: tickles until something is wrong. */
  async #watch(): Promise<Next> {
    const every = this.#options.tickleEvery ?? TICKLE_MS
    let nextTickle = this.#clock.now() + every
    const renewAt = this.#expiresAt === undefined ? undefined : renewalTime(this.#expiresAt, this.#clock.now())
    for (;;) {
      const until = Math.min(nextTickle, renewAt ?? nextTickle)
      await this.#wishes.wait(Math.max(0, until - this.#clock.now()))
      if (this.#signal.aborted || this.#wishes.take('log-in')) return { freshToken: true }
      // A take-over stays a wish: the login that follows takes it.
      if (this.#wishes.take('take-over')) {
        this.#wishes.add('take-over')
        return { freshToken: false }
      }
      if (renewAt !== undefined && this.#clock.now() >= renewAt) {
        this.#timeline.add({ level: 'info', text: 'The live session token ends soon: a new one is taken.' })
        return { freshToken: true, quiet: true }
      }
      const asked = [this.#wishes.take('tickle'), this.#wishes.take('retry-now')].includes(true)
      if (!asked && this.#clock.now() < nextTickle) continue
      const next = await this.#look()
      if (next !== undefined) return next
      nextTickle = this.#state.kind === 'degraded' ? this.#state.retryAt : this.#clock.now() + every
    }
  }

  /** One tickle of the watch; undefined when watching goes on. */
  async #look(): Promise<Next | undefined> {
    try {
      const { status } = await this.#tickler.tickle()
      if (status?.competing === true) return this.#found({ kind: 'competing' })
      if (status !== undefined && !status.authenticated) {
        this.#timeline.add({ level: 'warning', text: 'The brokerage session is gone: it is opened again.' })
        return { freshToken: true }
      }
      this.#healed()
      return undefined
    } catch (error) {
      const outcome = this.#judge(error)
      if (this.#signal.aborted) return { freshToken: true }
      const code = error instanceof IbkrError ? error.code : undefined
      if (code === 'unauthorized' || code === 'gone' || code === 'redirected') return { freshToken: true }
      if (outcome.kind !== 'retry') return this.#found(outcome)
      this.#showOutcome(outcome)
      return undefined
    }
  }

  #found(outcome: Trouble): Next {
    this.#phase = 'wait'
    this.#showOutcome(outcome)
    return { wait: outcome }
  }

  #healed(): void {
    if (this.#state.kind !== 'degraded' || this.#lastAccounts === undefined) return
    this.#retries = 0
    this.#downSince = undefined
    this.#move({ type: 'ready', at: this.#clock.now(), accounts: this.#lastAccounts })
  }

  #lastAccounts: (SessionState & { kind: 'ready' })['accounts'] | undefined

  /** Waits for what the outcome calls for; tells whether the next login is to be quiet. */
  async #wait(outcome: LoginOutcome): Promise<boolean> {
    const state = this.#state
    switch (outcome.kind) {
      case 'competing':
        await this.#wishes.wait(COMPETING_POLL_MS)
        return !this.#wishes.take('retry-now')
      case 'needs-login':
        await this.#wishes.wait(LOGIN_POLL_MS)
        return !this.#wishes.take('retry-now')
      case 'penalty':
        await this.#sitOutPenalty()
        return false
      case 'failed':
        await this.#wishes.wait(undefined)
        return false
      default:
        if (state.kind === 'degraded') await this.#wishes.wait(Math.max(0, state.retryAt - this.#clock.now()))
        return false
    }
  }

  /** A probe a minute, until one is answered, the box's time is over, or the user wants something. */
  async #sitOutPenalty(): Promise<void> {
    for (;;) {
      const until = this.#parts.pacer.snapshot().penaltyUntil
      if (until === undefined) return
      await this.#wishes.wait(Math.min(PENALTY_PROBE_MS, Math.max(0, until - this.#clock.now())))
      if (this.#signal.aborted) return
      this.#wishes.take('tickle')
      this.#wishes.take('log-in')
      const probe = this.#wishes.take('retry-now') || this.#parts.pacer.snapshot().penaltyUntil !== undefined
      if (probe) await this.#tickler.tickle().catch(() => undefined)
    }
  }

  /** Enters the state that an outcome other than `ready` means. */
  #showOutcome(outcome: Trouble): void {
    this.#move(this.#eventOf(outcome, this.#clock.now()))
  }

  #eventOf(outcome: Trouble, at: number): SessionEvent {
    switch (outcome.kind) {
      case 'competing':
        return { type: 'competing', at }
      case 'needs-login':
        return { type: 'login-needed', at, loginUrl: outcome.loginUrl }
      case 'failed':
        return { type: 'gave-up', at, code: outcome.code, message: outcome.message }
      case 'penalty':
        return { type: 'penalty', at, until: this.#parts.pacer.snapshot().penaltyUntil ?? at }
      default:
        return { type: 'trouble', at, code: outcome.code, reason: outcome.reason, retryAt: at + this.#nextDelay() }
    }
  }

  /** Counts a retry; ms until it. */
  #nextDelay(): number {
    this.#downSince ??= this.#clock.monotonic()
    const delay = backOffDelay({
      retries: this.#retries,
      downForMs: this.#clock.monotonic() - this.#downSince,
      fraction: this.#parts.random.fraction(),
    })
    this.#retries += 1
    return Math.max(SHORTEST_RETRY_MS, delay)
  }

  #move(event: SessionEvent): void {
    const before = this.#state
    this.#state = transition(before, event)
    if (this.#state === before) return
    if (this.#state.kind === 'ready') this.#lastAccounts = this.#state.accounts
    if (this.#state.kind === 'needs-login' || this.#state.kind === 'failed') {
      this.#socket.close().catch(() => undefined)
    }
    this.#timeline.add(noteOf(this.#state))
    this.#parts.logger?.debug(`session: ${before.kind} -> ${this.#state.kind}`)
    this.#stateNews.tell(this.#state)
  }

  #judge(error: unknown): Trouble {
    return judgeFailure(error, {
      loginUrl: this.#parts.oauth1 === undefined ? `${this.#parts.server.root}/` : undefined,
      workedBefore: this.#logins > 0,
    })
  }

  async #call(input: RequestInput, explicit = false): Promise<unknown> {
    const request = { ...input, signal: this.#signal }
    const response = await this.#parts.channel.send(request, { paced: true, first: true, explicit })
    return judgeResponse(response, input.path)
  }

  async #renewToken(): Promise<void> {
    const { channel, server, oauth1 } = this.#parts
    const live = await obtainLiveSession(channel, server, oauth1, { paced: true, first: true }, this.#signal)
    channel.liveSessionToken = live.token
    this.#expiresAt = tokenExpiry(live.expiration, this.#clock.now())
  }

  /** Resolves to whether a login newer than the one numbered `before` is in place, after waiting for one if need be. */
  #loginAfter(before: number, signal: AbortSignal): Promise<boolean> {
    if (this.#logins > before) return Promise.resolve(true)
    if (this.#phase === 'wait' || signal.aborted) return Promise.resolve(false)
    if (this.#phase === 'watch') this.#wishes.add('log-in')
    return new Promise((resolve) => {
      const done = (ready: boolean): void => {
        stop()
        signal.removeEventListener('abort', onAbort)
        resolve(ready)
      }
      const onAbort = (): void => done(false)
      const stop = this.#loginNews.add(({ outcome }) => done(outcome.kind === 'ready'))
      signal.addEventListener('abort', onAbort)
    })
  }

  /** The session id may have changed while the socket was down: it is asked for unless it is fresh. */
  async #socketTarget(): Promise<SocketTarget> {
    const { parts, tickler } = { parts: this.#parts, tickler: this.#tickler }
    if (this.#phase !== 'watch') throw new IbkrError('session-not-ready', 'the session is not ready.')
    const age = this.#clock.now() - (tickler.last?.at ?? 0)
    if (age > 5_000 || tickler.session === undefined) {
      await tickler.tickle().catch((error: unknown) => {
        this.#check()
        throw error
      })
    }
    return {
      url: parts.socketUrl,
      session: tickler.session,
      userAgent: parts.userAgent,
      policy: parts.policy,
      maxFrameBytes: parts.maxFrameBytes ?? MAX_FRAME_BYTES,
      handshakeTimeout: parts.connectTimeout,
    }
  }

  #sessionChanged(session: string): void {
    this.#parts.rememberSession(session)
    if (this.#socket.state === 'connected' || this.#socket.state === 'greeting') {
      this.#timeline.add({ level: 'info', text: 'IBKR gave the session a new id: the socket is opened anew.' })
      this.#socket.reconnect('the session id changed.')
    }
  }

  /** A status frame that says the session is lost is a reason to look, not a proof: it may come key by key. */
  #hear(frame: SocketFrame): void {
    if (frameTopic(frame.value) !== 'sts') return
    const args = (frame.value as { args?: unknown }).args
    const lost = typeof args === 'object' && args !== null && 'authenticated' in args && args.authenticated === false
    if (lost || readBrokerageStatus(args).competing) this.#check()
    else if (this.#state.kind === 'competing' && readBrokerageStatus(args).authenticated) this.#wishes.add('retry-now')
  }

  /** Looks at the session soon. Not while a login or a wait is on: they look by themselves, at their own pace. */
  #check(): void {
    if (this.#phase === 'watch') this.#wishes.add('tickle')
  }

  #woke(sleptMs: number): void {
    this.#timeline.add({
      level: 'info',
      text: `The machine slept for ${Math.round(sleptMs / 1000)} seconds: the session is looked at.`,
    })
    if (this.#phase === 'wait' && this.#state.kind !== 'failed') this.#wishes.add('retry-now')
    this.#check()
    this.#socket.checkAlive()
  }
}

function takeOverError(outcome: LoginOutcome): IbkrError {
  switch (outcome.kind) {
    case 'competing':
      return new IbkrError(
        'session-competing',
        'IBKR did not give the brokerage session to this program: the other one holds on to it.',
      )
    case 'penalty':
      return new IbkrError('penalty-box', 'Nothing can be taken over while IBKR holds this address in its penalty box.')
    case 'needs-login':
      return new IbkrError('session-not-ready', `The gateway needs a login in a browser first, at ${outcome.loginUrl}.`)
    case 'retry':
      return new IbkrError('session-not-ready', `Taking over did not succeed. ${outcome.reason}`)
    case 'failed':
      return new IbkrError('session-not-ready', `Taking over did not succeed. ${outcome.message}`)
    case 'ready':
      return new IbkrError('session-not-ready', 'Taking over succeeded.')
  }
}
