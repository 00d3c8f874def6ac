import type { SessionState } from '../../shared/domain/session.ts'
import { removeListenerLimit } from '../abort-signals.ts'
import { readSignal, requireString, type SignalOption } from '../check-arguments.ts'
import { watchForSleep } from '../clock.ts'
import { ContractCalls } from '../contracts/contract-calls.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { EventListeners } from '../event-listeners.ts'
import type { Logger } from '../logger.ts'
import { describeClockCorrection } from '../oauth1/server-time.ts'
import { findOrders } from '../orders/find-orders.ts'
import { modifySessionOrder, placeOrders } from '../orders/place-orders.ts'
import { PlacementQueue } from '../orders/placement-queue.ts'
import { QuestionGate } from '../orders/question-gate.ts'
import type { PlacementDeps } from '../orders/send-placement.ts'
import { BACKGROUND, type RequestCaller, UNNAMED_PROGRAM } from '../rest/request-caller.ts'
import type { RequestInput, StreamedResponse, StreamInput, UntypedJson } from '../rest/request-input.ts'
import { type RequestArgument, toRequest } from '../routes/route-request.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import type { SocketTarget } from '../socket/socket-target.ts'
import { SupervisedSocket } from '../socket/supervised-socket.ts'
import type { StreamSession } from '../streams/stream-source.ts'
import { TypedStreams } from '../streams/typed-streams.ts'
import { SessionCalls } from './session-calls.ts'
import type { ClientContext, SessionContext, SessionEvents } from './session-context.ts'
import { PendingIntents } from './session-intents.ts'
import { SessionLoop } from './session-loop.ts'
import { readBrokerageStatus } from './session-responses.ts'
import { SessionMachine } from './session-state-machine.ts'
import type { ConnectOptions, SessionSupervisor, SupervisedRequestOptions } from './session-supervisor.ts'
import { SessionTimeline } from './session-timeline.ts'
import { SupervisedRequests } from './supervised-requests.ts'
import { TakeOvers, waitUntilReady } from './wait-for-session.ts'

const HEARTBEAT_MS = 35_000
const TIMELINE_LIMIT = 500
/** Time in ms after which a healthy session gets a new socket, if the socket still reports no brokerage session. */
const LOST_MS = 15_000
/** Age in ms below which a session id is not requested again before a socket opens. */
const FRESH_MS = 5_000

/** The dependencies that the client provides and owns. */
export interface SupervisedSessionDeps extends ClientContext {
  /**
   * Returns the target of the socket. Called at each connect, because with OAuth 2.0 the address contains the bearer
   * token.
   */
  readonly socketTarget: (session: string | undefined) => SocketTarget
  readonly onSessionId: (session: string) => void
  /** Receives errors thrown by listeners; if omitted, they become process warnings. */
  readonly logger: Logger | undefined
  /** Aborts when the client is closed. */
  readonly closing: AbortSignal
}

/** A supervised session: the loop that logs in, the socket, and the user's requests. */
export class SupervisedSession implements SessionSupervisor {
  readonly streams: TypedStreams
  readonly #deps: SupervisedSessionDeps
  readonly #wantsSocket: boolean
  readonly #abort = new AbortController()
  readonly #context: SessionContext
  readonly #intents: PendingIntents
  readonly #takeOvers: TakeOvers
  readonly #machine: SessionMachine
  readonly #gate: QuestionGate
  readonly #calls: SessionCalls
  readonly #loop: SessionLoop
  readonly #socket: SupervisedSocket
  readonly #requests: SupervisedRequests
  readonly #placements: PlacementQueue
  readonly #contracts: ContractCalls
  /** The session for its own polls, which wait for open order questions. */
  readonly #background: StreamSession
  readonly #running: Promise<void>

  /** Starts the session immediately. */
  constructor(deps: SupervisedSessionDeps, options: ConnectOptions) {
    const { clock, logger, oauth1, oauth2, random, server } = deps
    const isGateway = oauth1 === undefined && oauth2 === undefined
    this.#deps = deps
    this.#wantsSocket = options.socket !== false
    const signals = [this.#abort.signal, deps.closing, ...(options.signal === undefined ? [] : [options.signal])]
    const signal = removeListenerLimit(AbortSignal.any(signals))
    const events = new EventListeners<SessionEvents>(logger)
    const timeline = new SessionTimeline(
      options.timelineLimit ?? TIMELINE_LIMIT,
      () => clock.now(),
      (entry) => events.emit('timeline', entry),
    )
    const context: SessionContext = { ...deps, events, timeline, signal }
    this.#context = context
    this.#intents = new PendingIntents(clock, signal)
    this.#takeOvers = new TakeOvers(context, this.#intents)
    this.#machine = new SessionMachine(context)
    this.#gate = new QuestionGate(clock, signal)
    this.#calls = new SessionCalls(context, this.#machine, this.#gate)
    this.#loop = new SessionLoop({
      context,
      loginUrl: isGateway ? `${server.root}/` : undefined,
      tickleEvery: options.tickleEvery,
      calls: this.#calls,
      machine: this.#machine,
      intents: this.#intents,
      onHealthy: () => {
        if ((this.#socket.lostForMs ?? 0) > LOST_MS) this.#socket.reconnect('IBKR did not report the session again.')
      },
    })
    this.#socket = new SupervisedSocket({
      clock,
      random,
      silenceMs: options.heartbeatTimeout ?? HEARTBEAT_MS,
      target: () => this.#socketTarget(),
      queryAccounts: () => this.#calls.queryAccounts(BACKGROUND),
      closing: signal,
      note: (level, text) => timeline.add({ level, text }),
      logger,
    })
    this.#requests = new SupervisedRequests({
      context,
      isGateway,
      calls: this.#calls,
      loop: this.#loop,
      machine: this.#machine,
      intents: this.#intents,
      gate: this.#gate,
      onMarketDataEnded: () => this.#socket.subscriptions.renewMarketData(),
    })
    this.#placements = new PlacementQueue(signal, this.#gate)
    this.#background = this.#sessionOf(BACKGROUND)
    this.streams = new TypedStreams(this.#socket, this.#background)
    this.#contracts = new ContractCalls({
      clock,
      names: this.streams.contractNames,
      sessionOf: (caller) => this.#sessionOf(caller),
    })
    this.#running = this.#run()
  }

  readonly onState: SessionSupervisor['onState'] = (listener) => this.#context.events.on('state', listener)
  readonly onTimeline: SessionSupervisor['onTimeline'] = (listener) => this.#context.events.on('timeline', listener)
  readonly onTickle: SessionSupervisor['onTickle'] = (listener) => this.#context.events.on('tickle', listener)
  readonly onResponse: SessionSupervisor['onResponse'] = (listener) => this.#context.events.on('response', listener)
  readonly onSocketState: SessionSupervisor['onSocketState'] = (listener) => this.#socket.events.on('state', listener)
  readonly onFrame: SessionSupervisor['onFrame'] = (listener) => this.#socket.events.on('frame', listener)
  readonly onText: SessionSupervisor['onText'] = (listener) => this.#socket.events.on('sent', listener)
  readonly onConnection: SessionSupervisor['onConnection'] = (listener) => this.#socket.events.on('step', listener)
  readonly onGap: SessionSupervisor['onGap'] = (listener) => this.#socket.events.on('gap', listener)

  get state() {
    return this.#machine.state
  }

  get timeline() {
    return this.#context.timeline.entries
  }

  get lastTickle() {
    return this.#calls.lastTickle
  }

  get liveSessionTokenExpiresAt() {
    return this.#calls.tokenExpiresAt
  }

  get socketState() {
    return this.#socket.state
  }

  get socketCounts() {
    return this.#socket.counts
  }

  get hasOpenQuestion() {
    return this.#gate.isOpen
  }

  get pacing() {
    return this.#deps.pacer
  }

  readonly request: SessionSupervisor['request'] = async (argument: RequestArgument, ...more: readonly unknown[]) => {
    const [routeInput = {}, options = {}] = typeof argument === 'string' ? more : [undefined, ...more]
    return this.#requests.request(toRequest(argument, routeInput), options as SupervisedRequestOptions)
  }

  stream(input: StreamInput, options: SupervisedRequestOptions = {}): Promise<StreamedResponse> {
    return this.#requests.stream(input, options)
  }

  // The cast is safe: the result has one entry for each order.
  readonly placeOrders: SessionSupervisor['placeOrders'] = (account, orders, options) =>
    placeOrders(this.#placementDeps(UNNAMED_PROGRAM), account, orders, options) as Promise<never>

  readonly modifyOrder: SessionSupervisor['modifyOrder'] = (account, orderId, order, options) =>
    modifySessionOrder(this.#placementDeps(UNNAMED_PROGRAM), account, orderId, order, options)

  // The cast is safe: the result has one entry for each reference.
  readonly findOrders: SessionSupervisor['findOrders'] = (references, options) => {
    const { clock, signal } = this.#context
    const hasOpenQuestion = (): boolean => this.hasOpenQuestion
    const names = this.streams.contractNames
    const deps = { session: this.#background, clock, pacing: this.pacing, names, closing: signal, hasOpenQuestion }
    return findOrders(deps, references, options) as Promise<never>
  }

  readonly searchContracts: SessionSupervisor['searchContracts'] = (text, options) =>
    this.#contracts.searchContracts(text, options)

  readonly findContract: SessionSupervisor['findContract'] = (text, options) =>
    this.#contracts.findContract(text, options)

  readonly optionChain: SessionSupervisor['optionChain'] = (underlying, options) =>
    this.#contracts.optionChain(underlying, options)

  readonly futuresChain: SessionSupervisor['futuresChain'] = (symbol, options) =>
    this.#contracts.futuresChain(symbol, options)

  sendFrame(text: string): void {
    requireString(text, 'A frame')
    this.#socket.send(text)
  }

  subscribe(text: string, unsubscribeText: string) {
    requireString(text, 'The text of a subscription')
    requireString(unsubscribeText, 'The text that ends a subscription')
    return this.#socket.subscribe(text, unsubscribeText)
  }

  async ready(options?: SignalOption): Promise<void> {
    return waitUntilReady(this.#context, this.state, readSignal('ready()', options))
  }

  async takeOver(options?: SignalOption): Promise<void> {
    const signal = readSignal('takeOver()', options)
    this.#note('Taking over as requested: the other session ends.')
    return this.#takeOvers.request(signal)
  }

  reconnectNow(): void {
    this.#machine.restartBackOff()
    this.#intents.add('retry-now')
    if (this.#socket.state === 'disconnected') this.#socket.reconnect('it is reopened as requested.')
  }

  async close(): Promise<void> {
    this.#abort.abort(new IbkrError('client-closed', 'The session was closed.'))
    await this.#running
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #run(): Promise<void> {
    const { clock, events, oauth1, oauth2, pacer, timeline } = this.#context
    const releases = [
      (oauth1 ?? oauth2)?.time.onCorrection((ms) =>
        timeline.add({ level: 'warning', text: describeClockCorrection(ms) }),
      ),
      events.on('state', (state) => this.#followState(state)),
      events.on('sessionId', (session) => this.#sessionIdChanged(session)),
      events.on('login', ({ outcome }) => outcome.kind === 'ready' && this.#socket.restore()),
      this.#socket.on('sts', (frame) => this.#statusReceived(frame)),
      pacer.onPenalty(() => this.#loop.check()),
      watchForSleep(clock, (ms) => this.#woke(ms)),
    ]
    this.#machine.contact()
    try {
      // Lets the caller of `connect` add listeners before the first event.
      await Promise.resolve()
      await this.#loop.run()
    } catch (error) {
      // An error here is a defect of this library. It is reported instead of being an unhandled rejection.
      timeline.add({ level: 'error', text: `The session stopped: ${String(error)}`, code: 'internal' })
    } finally {
      for (const release of releases) release?.()
      await this.#socket.close()
      this.#machine.apply({ kind: 'closed' })
    }
  }

  /** Opens and closes the socket with the session. Keeps the socket open in states that end without a user. */
  #followState(state: SessionState): void {
    if (state.kind === 'ready' && this.#wantsSocket) this.#socket.open()
    if (state.kind === 'needs-login' || state.kind === 'failed') void this.#socket.close()
  }

  /** Returns the target of the socket. Requests the session id unless it is recent, because it may have changed. */
  async #socketTarget(): Promise<SocketTarget> {
    if (this.#loop.phase !== 'watch') throw new IbkrError('session-not-ready', 'the session is not ready.')
    const age = this.#context.clock.now() - (this.#calls.lastTickle?.at ?? 0)
    try {
      if (age > FRESH_MS || this.#calls.sessionId === undefined) await this.#calls.tickle()
    } catch (error) {
      this.#loop.check()
      throw error
    }
    return this.#deps.socketTarget(this.#calls.sessionId)
  }

  #sessionIdChanged(session: string): void {
    this.#deps.onSessionId(session)
    if (this.#socket.state !== 'connected' && this.#socket.state !== 'awaiting-session') return
    this.#note('IBKR assigned a new session id: the socket is reopened.')
    this.#socket.reconnect('the session id changed.')
  }

  /** Handles a status frame. A report of a lost session causes a check, because `sts` may send each key separately. */
  #statusReceived({ value }: SocketFrame): void {
    const { args } = value as { readonly args?: unknown }
    const { authenticated, competing } = readBrokerageStatus(args)
    const isLost = typeof args === 'object' && args !== null && 'authenticated' in args && !authenticated
    if (isLost || competing) {
      this.#socket.lose()
      this.#loop.check()
    } else if (authenticated && this.state.kind === 'competing') this.#intents.add('retry-now')
    // A login in progress sends all subscriptions at its end, so nothing is needed then.
    else if (authenticated && this.#loop.phase === 'watch' && this.#socket.lostForMs !== undefined)
      this.#socket.restore()
  }

  #woke(sleptMs: number): void {
    this.#note(`The machine slept for ${Math.round(sleptMs / 1000)} seconds: checking the session.`)
    if (this.#loop.phase === 'wait' && this.state.kind !== 'failed') this.#intents.add('retry-now')
    this.#loop.check()
    this.#socket.checkAlive()
  }

  /** Returns the session for the requests of one caller. */
  #sessionOf(caller: RequestCaller): StreamSession & Pick<PlacementDeps['session'], 'request'> {
    const machine = this.#machine
    return {
      get state() {
        return machine.state
      },
      onState: this.onState,
      request: (input: RequestInput, options: SupervisedRequestOptions = {}): Promise<UntypedJson> =>
        this.#requests.request(input, { ...options, caller }),
    }
  }

  #placementDeps(caller: RequestCaller): PlacementDeps {
    const { streams } = this
    return {
      caller,
      session: this.#sessionOf(caller),
      background: this.#background,
      clock: this.#context.clock,
      orders: streams.orders(),
      names: streams.contractNames,
      placements: this.#placements,
      withCaller: (other) => this.#placementDeps(other),
    }
  }

  #note(text: string): void {
    this.#context.timeline.add({ level: 'info', text })
  }
}
