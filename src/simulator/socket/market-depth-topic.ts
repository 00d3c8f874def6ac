import { findInstrument } from '../contracts/find-instrument.ts'
import { findTick, formatPrice } from '../contracts/price-increments.ts'
import type { Instrument } from '../market/instruments.ts'
import { calculatePriceNoise } from '../market/price-noise.ts'
import type { Quote } from '../market/quote.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { sendTopicError, type Topic, type TopicSocket } from './topic.ts'

/**
 * Creates the market depth topic. It sends all rows whenever the market has moved, without an acknowledgement. Each
 * account has one subscription.
 */
export function createDepthTopic(state: SimulatorState, socket: TopicSocket): Topic {
  const subscriptions = new Map<string, () => void>()

  function open([accountId = '', conid = '', exchange]: readonly string[]): void {
    const instrument = findInstrument(Number(conid))
    if (state.accounts.find(accountId) === undefined) sendTopicError(socket, 'sbd', 'Invalid account ID')
    else if (instrument === undefined || instrument.secType === 'IND')
      sendTopicError(socket, 'sbd', `Unknown contract ${conid}`)
    else
      start(accountId, instrument, ['sbd', accountId, conid, ...(exchange === undefined ? [] : [exchange])].join('+'))
  }

  function start(accountId: string, instrument: Instrument, topic: string): void {
    close(accountId)
    let lastSent: Quote | undefined
    const sendUpdate = () => {
      const quote = state.market.quote(instrument)
      if (quote === lastSent) return
      lastSent = quote
      socket.send({ topic, data: buildDepthRows(instrument, quote) })
    }
    subscriptions.set(accountId, state.market.moved.on(sendUpdate))
    sendUpdate()
  }

  function close(accountId: string): void {
    subscriptions.get(accountId)?.()
    subscriptions.delete(accountId)
  }

  return {
    subscribe: 'sbd',
    unsubscribe: 'ubd',
    open,
    close: ([accountId = '']) => close(accountId),
    closeAll: () => {
      for (const accountId of [...subscriptions.keys()]) close(accountId)
    },
  }
}

const levels = 5

/** One price level of the depth. */
export interface DepthRow {
  readonly row: number
  /** 1 for the price of the last trade; the row then also contains the size of the trade. */
  readonly focus: 0 | 1
  /** The price as a string: `189.50`, or `100 @ 189.55` in the row of the last trade. */
  readonly price: string
  readonly bid?: string
  readonly ask?: string
}

/**
 * Returns five prices on each side and the price of the last trade, in ascending order. Only the sizes at the best prices
 * change.
 */
function buildDepthRows(instrument: Instrument, quote: Quote): readonly DepthRow[] {
  const bids = side(instrument, quote.bid, -1, quote.bidSize)
  const asks = side(instrument, quote.ask, 1, quote.askSize)
  const last = formatPrice(instrument, quote.last)
  const prices = [...new Set([...bids.keys(), last, ...asks.keys()])].sort((a, b) => Number(a) - Number(b))
  return prices.map((price, row) => {
    const [bid, ask] = [bids.get(price), asks.get(price)]
    return {
      row,
      focus: price === last ? 1 : 0,
      price: price === last ? `${quote.lastSize} @ ${price}` : price,
      ...(bid === undefined ? {} : { bid: String(bid) }),
      ...(ask === undefined ? {} : { ask: String(ask) }),
    }
  })
}

function side(instrument: Instrument, best: number, direction: 1 | -1, size: number): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  const ticksPerUnit = Math.round(1 / findTick(instrument, best))
  for (let level = 0; level < levels; level += 1) {
    const ticks = Math.round(best * ticksPerUnit) + direction * level
    if (ticks < 1) break
    const hundreds = 1 + Math.round((calculatePriceNoise(instrument.conid, direction, ticks) + 1) * 7)
    sizes.set(formatPrice(instrument, ticks / ticksPerUnit), level === 0 ? size : hundreds * 100)
  }
  return sizes
}
