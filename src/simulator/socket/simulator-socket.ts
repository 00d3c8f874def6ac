import type { Timers } from '../clock.ts'
import type { EventSignal } from '../event-signal.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { createLedgerTopic, createProfitTopic, createSummaryTopic } from './account-topics.ts'
import { createHistoryTopic } from './history-topic.ts'
import { createMarketTopic, type SharedMarketData } from './market-data-topic.ts'
import { createDepthTopic } from './market-depth-topic.ts'
import { createExerciseTopics } from './option-exercise-topic.ts'
import { createOrdersTopic, type OrderStreamSwitch } from './orders-topic.ts'
import { buildAccountsFrame, buildHeartbeat, buildSessionMessage, createStatusFrames } from './session-frames.ts'
import type { SocketOptions } from './socket-options.ts'
import { parseTopicFrame, type Topic } from './topic.ts'
import { createTradesTopic, type TradesSubscriber } from './trades-topic.ts'

const sessionMessageMilliseconds = 20
const heartbeatMilliseconds = 10_000

/** Phase of a socket. Frames of the client are processed only after the session message. */
type Phase = 'awaiting-session' | 'awaiting-session-message' | 'open'

/** The server's side of one socket, without its transport. */
export interface SimulatorSocket {
  receive(text: string): void
  /** Ends all subscriptions and timers of the socket. */
  close(): void
}

/** State that all sockets of a server share. */
export interface SharedSocketState {
  readonly streamSwitch: OrderStreamSwitch
  readonly tradesOwner: TradesSubscriber
  readonly marketData: SharedMarketData
  /** Signal that sends unsolicited frames to every open socket. */
  readonly announced: EventSignal<object>
}

/** Starts the server's side of an opened socket. `cookieSession` is the session id in its cookie, if any. */
export function openSimulatorSocket(settings: {
  readonly state: SimulatorState
  readonly timers: Timers
  readonly shared: SharedSocketState
  readonly options: Pick<
    SocketOptions,
    'statusInPieces' | 'lateStatusMilliseconds' | 'emptyHeartbeats' | 'historyUpdates'
  >
  readonly cookieSession: string | undefined
  readonly sendText: (text: string) => void
}): SimulatorSocket {
  const { state, timers, sendText, shared, options } = settings
  const { session } = state
  const send = (value: object) => sendText(JSON.stringify(value))
  const topicSocket = { send, sendText, timers }
  const topics: readonly Topic[] = [
    createOrdersTopic(state, topicSocket, shared.streamSwitch),
    createTradesTopic(state, topicSocket, shared.tradesOwner),
    createProfitTopic(state, topicSocket),
    createMarketTopic(state, topicSocket, shared.marketData),
    createHistoryTopic(state, topicSocket, { updates: options.historyUpdates }),
    createDepthTopic(state, topicSocket),
    createSummaryTopic(state, topicSocket),
    createLedgerTopic(state, topicSocket),
    ...createExerciseTopics(state, topicSocket),
  ]
  let isLate = options.lateStatusMilliseconds > 0
  const status = createStatusFrames(state, send, { pieces: options.statusInPieces, isLate: () => isLate })
  let phase: Phase = 'awaiting-session'
  let stopEstablishing = () => {}

  function scheduleSessionMessage(): void {
    phase = 'awaiting-session-message'
    timers.after(sessionMessageMilliseconds, () => {
      phase = 'open'
      send(buildSessionMessage(state))
      send(buildAccountsFrame(state))
      status.sendAll()
      if (isLate) timers.after(options.lateStatusMilliseconds, endLateStatus)
      sendHeartbeat()
      timers.every(heartbeatMilliseconds, sendHeartbeat)
      awaitEstablished()
    })
  }

  function endLateStatus(): void {
    isLate = false
    status.sendChanges()
  }

  function sendHeartbeat(): void {
    send(buildHeartbeat(state))
    if (options.emptyHeartbeats) send({})
  }

  /** Reports the status again when `established` becomes true, some time after the brokerage session was opened. */
  function awaitEstablished(): void {
    stopEstablishing()
    const wait = state.session.establishesIn() ?? 0
    if (wait > 0) stopEstablishing = timers.after(wait, status.sendChanges)
  }

  function identify(text: string): void {
    if (sessionOf(text) === session.id()) scheduleSessionMessage()
  }

  function handleFrame(text: string): void {
    if (text === 'tic') {
      send({ topic: 'tic', alive: true, id: session.id(), lastAccessed: state.realNow() })
      return
    }
    if (text === 'ech+hb') {
      sendText(text)
      return
    }
    const frame = parseTopicFrame(text)
    const subscribed = topics.find((topic) => topic.subscribe === frame?.topic)
    const unsubscribed = topics.find((topic) => frame !== undefined && topic.unsubscribe === frame.topic)
    const topic = subscribed ?? unsubscribed
    // Ignore frames that need a brokerage session if none is open, like IBKR.
    if (topic !== undefined && topic.outlivesBrokerage !== true && !hasBrokerage()) return
    if (frame !== undefined && subscribed !== undefined) subscribed.open(frame.target, frame.options)
    else if (frame !== undefined && unsubscribed !== undefined) unsubscribed.close(frame.target)
    else send({ error: `Topic unknown ${text.slice(0, 100)}`, code: 1 })
  }

  const isOpen = () => phase === 'open'
  const hasBrokerage = () => !isLate && session.brokerage().kind === 'open'
  const stops = [
    session.changed.on(() => {
      if (!hasBrokerage()) for (const topic of topics) if (topic.outlivesBrokerage !== true) topic.closeAll()
      if (!isOpen()) return
      status.sendChanges()
      awaitEstablished()
    }),
    state.accounts.changed.on(() => {
      if (isOpen()) send(buildAccountsFrame(state))
    }),
    shared.announced.on((frame) => {
      if (isOpen()) send(frame)
    }),
    // End every stream when the session id changes. The socket and its heartbeat continue.
    session.rotated.on(() => {
      for (const topic of topics) topic.closeAll()
    }),
  ]

  if (settings.cookieSession === session.id()) scheduleSessionMessage()
  else send({ message: 'waiting for session' })

  return {
    receive: (text) => {
      if (phase === 'awaiting-session') identify(text)
      else if (phase === 'open') handleFrame(text)
    },
    close: () => {
      for (const stop of stops) stop()
      for (const topic of topics) topic.closeAll()
      timers.close()
    },
  }
}

function sessionOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'session' in value ? value.session : undefined
  } catch {
    return undefined
  }
}
