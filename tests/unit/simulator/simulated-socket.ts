import { createTimers } from '../../../src/simulator/clock.ts'
import { createSignal } from '../../../src/simulator/event-signal.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { createMarketDataLines, createQuoteJsonCache } from '../../../src/simulator/socket/market-data-topic.ts'
import { openSimulatorSocket } from '../../../src/simulator/socket/simulator-socket.ts'
import { resolveSocketOptions } from '../../../src/simulator/socket/socket-options.ts'
import type { TradesSubscriber } from '../../../src/simulator/socket/trades-topic.ts'
import { createTestState } from './test-simulator-state.ts'

/** Parsed JSON frame. */
export type Frame = Readonly<Record<string, unknown>>

/** Creates a simulator state with queried accounts, with sockets that need no network, on a manual clock. */
export function createSocketFixture(options: Partial<SimulatorOptions> = {}, establishSeconds = 0) {
  const accountIds = ['DU1234567', 'DU7654321']
  const { clock, state } = createTestState({ accounts: accountIds, establishMilliseconds: establishSeconds * 1000 })
  const socket = resolveSocketOptions(options)
  const marketData = { texts: createQuoteJsonCache(), lines: createMarketDataLines(socket.marketDataLines) }
  const tradesOwner: TradesSubscriber = { socket: undefined }
  const streamSwitch = { silent: false, refusals: 0 }
  const announced = createSignal<object>()
  state.session.warmUps().accountsRead = true

  /** Opens a socket. `take` returns the frames since the last call. */
  function open() {
    let texts: string[] = []
    const connection = openSimulatorSocket({
      state,
      timers: createTimers(clock),
      shared: { streamSwitch, tradesOwner, marketData, announced },
      options: socket,
      cookieSession: state.session.id(),
      sendText: (text) => texts.push(text),
    })
    const take = (): readonly Frame[] => {
      const frames = texts.map((text) => JSON.parse(text) as Frame)
      texts = []
      return frames
    }
    clock.advance(20)
    return {
      firstFrames: take(),
      take,
      /** Sends a message to the server, and returns the frames of the response. */
      ask: (text: string): readonly Frame[] => {
        take()
        connection.receive(text)
        return take()
      },
      close: () => connection.close(),
    }
  }
  return { clock, state, streamSwitch, announced, open }
}
