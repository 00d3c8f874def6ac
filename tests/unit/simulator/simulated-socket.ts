import { createTimers } from '../../../src/simulator/clock.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { createSignal } from '../../../src/simulator/signal.ts'
import { openConnection } from '../../../src/simulator/socket/connection.ts'
import { createMarketDataLines, createQuoteTexts } from '../../../src/simulator/socket/market-topic.ts'
import { socketOptions } from '../../../src/simulator/socket/socket-options.ts'
import type { TradesOwner } from '../../../src/simulator/socket/trades-topic.ts'
import { createSimulatedWorld } from './simulated-world.ts'

/** A JSON frame as a test looks at it. */
export type Frame = Readonly<Record<string, unknown>>

/** A world whose accounts were read, and sockets on it without a network, on a clock that the test moves. */
export function createSocketWorld(options: Partial<SimulatorOptions> = {}, establishSeconds = 0) {
  const accountIds = ['DU1234567', 'DU7654321']
  const { clock, world } = createSimulatedWorld({ accountIds, establishMilliseconds: establishSeconds * 1000 })
  const socket = socketOptions(options)
  const marketData = { texts: createQuoteTexts(), lines: createMarketDataLines(socket.marketDataLines) }
  const tradesOwner: TradesOwner = { channel: undefined }
  const streamSwitch = { silent: false, refusals: 0 }
  const announced = createSignal<object>()
  world.session.warmUps().accountsRead = true

  /** A greeted socket; `take` answers the frames since it was asked last. */
  function open() {
    let texts: string[] = []
    const connection = openConnection({
      world,
      timers: createTimers(clock),
      shared: { streamSwitch, tradesOwner, marketData, announced },
      options: socket,
      cookieSession: world.session.id(),
      sendText: (text) => texts.push(text),
    })
    const take = (): readonly Frame[] => {
      const frames = texts.map((text) => JSON.parse(text) as Frame)
      texts = []
      return frames
    }
    clock.advance(20)
    return {
      greeting: take(),
      take,
      /** Frames that came in answer. */
      ask: (text: string): readonly Frame[] => {
        take()
        connection.receive(text)
        return take()
      },
      close: () => connection.close(),
    }
  }
  return { clock, world, streamSwitch, announced, open }
}
