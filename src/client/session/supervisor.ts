import type { ConnectionStep } from '../../shared/domain/connection.ts'
import type { SessionState, SocketState, TicklePulse, TimelineEntry } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { demandSignal, demandText } from '../demand.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import { unlimited } from '../linked-signal.ts'
import type { Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import { correctionText } from '../oauth1/server-time.ts'
import { wantsAccessToken } from '../oauth2/bearer-requests.ts'
import type { IbkrOauth2 } from '../oauth2/ibkr-oauth2.ts'
import type { Pacer } from '../pacing/pacer.ts'
import type { Pacing } from '../pacing/pacing.ts'
import type { RandomSource } from '../random.ts'
import type { RawResponse, RequestInput, UntypedJson } from '../rest/request-input.ts'
import type { RestChannel } from '../rest/rest-channel.ts'
import type { StreamedResponse, StreamInput } from '../rest/streamed-response.ts'
import type { SocketTarget } from '../socket/open-web-socket.ts'
import type { SentText, SocketCounts, SocketFrame, SocketGap } from '../socket/socket-events.ts'
import { SupervisedSocket } from '../socket/supervised-socket.ts'
import { TypedStreams } from '../streams/typed-streams.ts'
import { loginAfter } from './login-after.ts'
import { readBrokerageStatus } from './session-answers.ts'
import { SessionCalls } from './session-calls.ts'
import { SessionLoop } from './session-loop.ts'
import { SessionMachine } from './session-machine.ts'
import type { ConnectOptions, SessionSupervisor, SupervisedRequestOptions } from './session-supervisor.ts'
import { watchForSleep } from './sleep-watch.ts'
import { SupervisedRequests } from './supervised-requests.ts'
import { takeOver } from './take-over.ts'
import { Tickler } from './tickler.ts'
import { Timeline } from './timeline.ts'
import { untilReady } from './until-ready.ts'
import { Wishes } from './wishes.ts'

const TICKLE_MS = 60_000
const HEARTBEAT_MS = 35_000
const TIMELINE_LIMIT = 500
/** A healthy session whose socket still reports no brokerage session after this time gets a new socket. */
const LOST_MS = 15_000
/** A session id that is younger need not be asked for again before a socket opens. */
const FRESH_MS = 5_000

/** What a supervisor is made of; the client owns all of it. */
export interface SupervisorParts {
  readonly channel: RestChannel
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly oauth2: IbkrOauth2 | undefined
  readonly pacer: Pacer
  readonly clock: Clock
  readonly random: RandomSource
  /** Called at each connect: under OAuth 2.0 the address has the bearer token. */
  readonly socketTarget: (session: string | undefined) => SocketTarget
  readonly rememberSession: (session: string) => void
  /** Receives errors thrown by listeners; if omitted, they become process warnings. */
  readonly logger: Logger | undefined
  /** Aborts when the client is closed. */
  readonly closing: AbortSignal
}

/** A supervised session: the loop that logs in, the socket, the user's requests, and what ties them together. */
export class Supervisor implements SessionSupervisor {
  readonly #parts: SupervisorParts
  readonly #clock: Clock
  readonly #wantsSocket: boolean
  readonly #abort = new AbortController()
  readonly #signal: AbortSignal
  readonly #wishes: Wishes
  readonly #timeline: Timeline
  readonly #machine: SessionMachine
  readonly #calls: SessionCalls
  readonly #tickler: Tickler
  readonly #loop: SessionLoop
  readonly #socket: SupervisedSocket
  readonly #requests: SupervisedRequests
  readonly #running: Promise<void>
  readonly streams: TypedStreams

  /** Sets the session going at once. */
  constructor(parts: SupervisorParts, options: ConnectOptions) {
    const { channel, clock, logger, oauth1, oauth2, pacer, random, server } = parts
    const gateway = oauth1 === undefined && oauth2 === undefined
    this.#parts = parts
    this.#clock = clock
    this.#wantsSocket = options.socket !== false
    const ends = [this.#abort.signal, parts.closing, ...(options.signal === undefined ? [] : [options.signal])]
    const signal = unlimited(AbortSignal.any(ends))
    this.#signal = signal
    this.#wishes = new Wishes(clock, signal)
    this.#timeline = new Timeline(options.timelineLimit ?? TIMELINE_LIMIT, () => clock.now(), logger)
    const penaltyUntil = (): number | undefined => pacer.snapshot().penaltyUntil
    this.#machine = new SessionMachine({ clock, random, timeline: this.#timeline, penaltyUntil, logger })
    const inPenalty = (): boolean => this.#machine.state.kind === 'penalty'
    this.#calls = new SessionCalls({ channel, server, oauth1, oauth2, clock, signal, inPenalty })
    this.#tickler = new Tickler(clock, (input) => this.#calls.call(input), logger)
    this.#loop = new SessionLoop({
      clock,
      loginUrl: gateway ? `${server.root}/` : undefined,
      tickleEvery: options.tickleEvery ?? TICKLE_MS,
      calls: this.#calls,
      tickler: this.#tickler,
      machine: this.#machine,
      timeline: this.#timeline,
      wishes: this.#wishes,
      penaltyUntil,
      onHealthy: () => {
        if ((this.#socket.lostForMs ?? 0) > LOST_MS) this.#socket.reconnect('IBKR did not report the session again.')
      },
      signal,
    })
    this.#socket = new SupervisedSocket({
      clock,
      random,
      silenceMs: options.heartbeatTimeout ?? HEARTBEAT_MS,
      target: () => this.#socketTarget(),
      queryAccounts: () => this.#calls.askAccounts(),
      closing: signal,
      note: (level, text) => this.#timeline.add({ level, text }),
      logger,
    })
    this.#requests = new SupervisedRequests({
      clock,
      channel,
      signal,
      logins: () => this.#loop.logins,
      login: (before, own) => loginAfter(this.#loop, this.#wishes, before, [own, signal]),
      check: () => this.#loop.check(),
      askAccounts: () => this.#calls.askAccounts(),
      accounts: () => (this.state.kind === 'ready' ? this.state.accounts.accounts : undefined),
      isSessionAccepted: () =>
        this.#tickler.tickle().then(
          () => true,
          () => false,
        ),
      onMarketDataEnded: () => this.#socket.subscriptions.renewMarketData(),
      hasToken: () => gateway || this.#calls.hasToken,
      sessionless: (path) => oauth2 !== undefined && wantsAccessToken(path),
    })
    this.streams = new TypedStreams(this.#socket, this)
    this.#running = this.#run()
  }

  get state(): SessionState {
    return this.#machine.state
  }

  get timeline(): readonly TimelineEntry[] {
    return this.#timeline.entries
  }

  get lastTickle(): TicklePulse | undefined {
    return this.#tickler.last
  }

  get liveSessionTokenExpiresAt(): number | undefined {
    return this.#calls.tokenExpiresAt
  }

  get socketState(): SocketState {
    return this.#socket.state
  }

  get socketCounts(): SocketCounts {
    return this.#socket.counts
  }

  get hasOpenQuestion(): boolean {
    return this.#requests.hasOpenQuestion
  }

  get pacing(): Pacing {
    return this.#parts.pacer
  }

  onState(listener: (state: SessionState) => void): Unsubscribe {
    return this.#machine.onState(listener)
  }

  onTimeline(listener: (entry: TimelineEntry) => void): Unsubscribe {
    return this.#timeline.onEntry(listener)
  }

  onTickle(listener: (pulse: TicklePulse) => void): Unsubscribe {
    return this.#tickler.onPulse(listener)
  }

  onSocketState(listener: (state: SocketState) => void): Unsubscribe {
    return this.#socket.events.on('state', listener)
  }

  onFrame(listener: (frame: SocketFrame) => void): Unsubscribe {
    return this.#socket.events.on('frame', listener)
  }

  onText(listener: (sent: SentText) => void): Unsubscribe {
    return this.#socket.events.on('sent', listener)
  }

  onConnection(listener: (step: ConnectionStep) => void): Unsubscribe {
    return this.#socket.events.on('step', listener)
  }

  onGap(listener: (gap: SocketGap) => void): Unsubscribe {
    return this.#socket.onGap(listener)
  }

  request(input: RequestInput & { readonly raw: true }, options?: SupervisedRequestOptions): Promise<RawResponse>
  request(input: RequestInput, options?: SupervisedRequestOptions): Promise<UntypedJson>
  request(input: RequestInput, options: SupervisedRequestOptions = {}): Promise<UntypedJson> {
    return this.#requests.request(input, options)
  }

  stream(input: StreamInput, options: SupervisedRequestOptions = {}): Promise<StreamedResponse> {
    return this.#requests.stream(input, options)
  }

  sendFrame(text: string): void {
    demandText(text, 'A frame')
    this.#socket.send(text)
  }

  subscribe(text: string, unsubscribeText: string): Unsubscribe {
    demandText(text, 'The text of a subscription')
    demandText(unsubscribeText, 'The text that ends a subscription')
    return this.#socket.subscribe(text, unsubscribeText)
  }

  async ready({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    demandSignal(signal)
    return untilReady(this, this.#signal, signal)
  }

  async takeOver(signal?: AbortSignal): Promise<void> {
    demandSignal(signal)
    this.#timeline.add({ level: 'info', text: 'Taking over, as the user wishes: the other session is thrown out.' })
    return takeOver(this.#loop, this.#wishes, this.#signal, signal)
  }

  reconnectNow(): void {
    this.#machine.forgetRetries()
    this.#wishes.add('retry-now')
    if (this.#socket.state === 'disconnected') this.#socket.reconnect('it is opened at once, as the user wishes.')
  }

  async close(): Promise<void> {
    this.#abort.abort(new IbkrError('client-closed', 'The session was closed.'))
    await this.#running
  }

  async #run(): Promise<void> {
    const { clock, oauth1, oauth2, pacer } = this.#parts
    const endings = [
      (oauth1 ?? oauth2)?.time.onCorrection((ms) => this.#timeline.add({ level: 'warning', text: correctionText(ms) })),
      this.#machine.onState((state) => this.#follow(state)),
      this.#tickler.onSession((session) => this.#sessionChanged(session)),
      this.#socket.on('sts', (frame) => this.#hear(frame)),
      this.#loop.onLogin(({ outcome }) => outcome.kind === 'ready' && this.#socket.restore()),
      pacer.onPenalty(() => this.#loop.check()),
      watchForSleep(clock, (ms) => this.#woke(ms)),
    ]
    this.#machine.contact()
    try {
      // Whoever called `connect` gets to add listeners before there is more news.
      await Promise.resolve()
      await this.#loop.run()
    } catch (error) {
      // A fault of this library: said in the open rather than left to an unhandled rejection.
      this.#timeline.add({ level: 'error', text: `The session broke off: ${String(error)}`, code: 'internal' })
    } finally {
      for (const end of endings) end?.()
      await this.#socket.close()
      this.#machine.move({ type: 'closed' })
    }
  }

  /** The socket lives with the session, and outlasts what passes by itself. */
  #follow(state: SessionState): void {
    if (state.kind === 'ready' && this.#wantsSocket) this.#socket.open()
    // Nobody waits for the closing handshake here.
    if (state.kind === 'needs-login' || state.kind === 'failed') this.#socket.close().catch(() => undefined)
  }

  /** The session id may have changed while the socket was down: it is asked for unless it is fresh. */
  async #socketTarget(): Promise<SocketTarget> {
    if (this.#loop.phase !== 'watch') throw new IbkrError('session-not-ready', 'the session is not ready.')
    const age = this.#clock.now() - (this.#tickler.last?.at ?? 0)
    try {
      if (age > FRESH_MS || this.#tickler.session === undefined) await this.#tickler.tickle()
    } catch (error) {
      this.#loop.check()
      throw error
    }
    return this.#parts.socketTarget(this.#tickler.session)
  }

  #sessionChanged(session: string): void {
    this.#parts.rememberSession(session)
    if (this.#socket.state !== 'connected' && this.#socket.state !== 'greeting') return
    this.#timeline.add({ level: 'info', text: 'IBKR gave the session a new id: the socket is opened anew.' })
    this.#socket.reconnect('the session id changed.')
  }

  /** A status frame that says the session is lost is a reason to look, not a proof: it may come key by key. */
  #hear(frame: SocketFrame): void {
    const { args } = frame.value as { args?: unknown }
    const status = readBrokerageStatus(args)
    const lost = typeof args === 'object' && args !== null && 'authenticated' in args && !status.authenticated
    if (lost || status.competing) {
      this.#socket.lose()
      this.#loop.check()
    } else if (status.authenticated && this.state.kind === 'competing') this.#wishes.add('retry-now')
    // A login that is under way subscribes everything at its end.
    else if (status.authenticated && this.#loop.phase === 'watch' && this.#socket.lostForMs !== undefined)
      this.#socket.restore()
  }

  #woke(sleptMs: number): void {
    const text = `The machine slept for ${Math.round(sleptMs / 1000)} seconds: the session is looked at.`
    this.#timeline.add({ level: 'info', text })
    if (this.#loop.phase === 'wait' && this.state.kind !== 'failed') this.#wishes.add('retry-now')
    this.#loop.check()
    this.#socket.checkAlive()
  }
}
