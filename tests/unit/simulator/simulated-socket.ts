import { openConnection } from '../../../src/simulator/socket/connection.ts'
import { createMarketDataLines } from '../../../src/simulator/socket/market-data-lines.ts'
import { createQuoteTexts } from '../../../src/simulator/socket/quote-texts.ts'
import { createTimers } from '../../../src/simulator/timers.ts'
import { createSimulatedWorld } from './simulated-world.ts'

/** A JSON frame as a test looks at it. */
export type Frame = Readonly<Record<string, unknown>>

/** A world whose accounts were read, and sockets on it without a network, on a clock that the test moves. */
export function createSocketWorld({ marketDataLines = 100 } = {}) {
  const { clock, world } = createSimulatedWorld()
  const marketData = { texts: createQuoteTexts(), lines: createMarketDataLines(marketDataLines) }
  const streamSwitch = { silent: false }
  world.session.warmUps().accountsRead = true

  /** A greeted socket; `take` answers the frames since it was asked last. */
  function open() {
    let texts: string[] = []
    const connection = openConnection({
      world,
      timers: createTimers(clock),
      streamSwitch,
      marketData,
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
  return { clock, world, open }
}
