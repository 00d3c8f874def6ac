import type { Timers } from '../timers.ts'
import type { World } from '../world.ts'
import type { Topic } from './channel.ts'
import { greeting, heartbeat, statusFrame } from './greeting.ts'
import { marketTopic, type SharedMarketData } from './market-topic.ts'
import { type OrderStreamSwitch, ordersTopic } from './orders-topic.ts'
import { profitTopic } from './profit-topic.ts'
import { parseTopicFrame } from './topic.ts'
import { tradesTopic } from './trades-topic.ts'

const greetingMilliseconds = 20
const heartbeatMilliseconds = 10_000

/** Where a socket stands: frames are only heard once it was greeted. */
type Phase = 'waiting-for-session' | 'greeting' | 'open'

/** The server's side of one socket, apart from its transport. */
export interface Connection {
  receive(text: string): void
  /** Ends subscriptions and timers. */
  close(): void
}

/** Starts the conversation on a socket that opened; `cookieSession` is what its cookie says, if it has one. */
export function openConnection(settings: {
  readonly world: World
  readonly timers: Timers
  readonly streamSwitch: OrderStreamSwitch
  readonly marketData: SharedMarketData
  readonly cookieSession: string | undefined
  readonly sendText: (text: string) => void
}): Connection {
  const { world, timers, sendText } = settings
  const { session } = world
  const send = (value: object) => sendText(JSON.stringify(value))
  const channel = { send, sendText, timers }
  const topics: readonly Topic[] = [
    ordersTopic(world, channel, settings.streamSwitch),
    tradesTopic(world, channel),
    profitTopic(world, channel),
    marketTopic(world, channel, settings.marketData),
  ]
  let phase: Phase = 'waiting-for-session'

  function greetSoon(): void {
    phase = 'greeting'
    timers.after(greetingMilliseconds, () => {
      phase = 'open'
      for (const frame of greeting(world)) send(frame)
      send(heartbeat(world))
      timers.every(heartbeatMilliseconds, () => send(heartbeat(world)))
    })
  }

  function identify(text: string): void {
    if (sessionOf(text) === session.id()) greetSoon()
  }

  function hear(text: string): void {
    if (text === 'tic') {
      send({ topic: 'tic', alive: true, id: session.id(), lastAccessed: world.realNow() })
      return
    }
    if (text === 'ech+hb') {
      sendText(text)
      return
    }
    const frame = parseTopicFrame(text)
    const subscribed = topics.find((topic) => topic.subscribe === frame?.topic)
    const unsubscribed = topics.find((topic) => topic.unsubscribe === frame?.topic)
    if (frame !== undefined && subscribed !== undefined) subscribed.open(frame.target, frame.options)
    else if (frame !== undefined && unsubscribed !== undefined) unsubscribed.close(frame.target)
    else send({ error: `Topic unknown ${text.slice(0, 100)}`, code: 1 })
  }

  const stopStatus = session.changed.on(() => {
    if (phase === 'open') send(statusFrame(world))
  })
  // A new session id leaves the socket and its beat alive, but no stream survives it.
  const stopRotation = session.rotated.on(() => {
    for (const topic of topics) topic.closeAll()
  })

  if (settings.cookieSession === session.id()) greetSoon()
  else send({ message: 'waiting for session' })

  return {
    receive: (text) => {
      if (phase === 'waiting-for-session') identify(text)
      else if (phase === 'open') hear(text)
    },
    close: () => {
      stopStatus()
      stopRotation()
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
