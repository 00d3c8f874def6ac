import { tapeExchange } from '../market/instruments.ts'
import type { Quote } from '../market/market.ts'
import type { OrderDraft } from './order.ts'

/** A question that must be confirmed before an order goes on. */
export interface Question {
  readonly messageId: string
  readonly text: string
}

const percentageLimit = 3
const sizeLimit = 500
const valueLimit = 100_000
const sure = 'Are you sure you want to submit this order?'

/** The questions that an order raises, in the order in which they are asked. */
export function questionsAbout(draft: OrderDraft, quote: Quote): readonly Question[] {
  const value = draft.quantity * (draft.price ?? quote.last)
  const name = `${draft.side} ${draft.quantity} ${draft.instrument.symbol} ${tapeExchange(draft.instrument)}`
  const priced = draft.price === undefined ? name : `${name} @ ${wirePrice(draft.price)}`
  const questions: Question[] = []
  if (draft.instrument.availability.startsWith('D')) {
    questions.push({
      messageId: 'o354',
      text: `You are trying to submit an order without having market data for this instrument.\nOrders placed blindly may trade at unexpected prices.\n${sure}`,
    })
  }
  if (hasLimit(draft) && Math.abs((draft.price ?? 0) / quote.last - 1) * 100 > percentageLimit) {
    questions.push({
      messageId: 'o163',
      text: `The following order "${priced}" price exceeds \nthe Percentage constraint of ${percentageLimit}%.\n${sure}`,
    })
  }
  if (draft.quantity > sizeLimit) {
    questions.push({
      messageId: 'o383',
      text: `The following order "${name}" size exceeds the Size Limit of ${sizeLimit}.\n${sure}`,
    })
  }
  if (value > valueLimit) {
    questions.push({
      messageId: 'o451',
      text: `The following order "${priced}" value estimate of ${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} USD exceeds \nthe Total Value Limit of ${valueLimit.toLocaleString('en-US')} USD.\n${sure}`,
    })
  }
  if (draft.kind === 'MKT') {
    questions.push({
      messageId: 'o10151',
      text: `A market order trades at the best price available, which may be far from the last quote.\n${sure}`,
    })
  }
  if (draft.kind === 'STP') {
    questions.push({
      messageId: 'o10152',
      text: `A stop order becomes a market order when its price is reached and may trade far from that price.\n${sure}`,
    })
  }
  return questions
}

/** A limit far through the market is refused outright; the text says why, otherwise undefined. */
export function limitRefusal(draft: OrderDraft, quote: Quote): string | undefined {
  if (!hasLimit(draft) || draft.price === undefined) return undefined
  const through = draft.side === 'BUY' ? draft.price / quote.ask - 1 : 1 - draft.price / quote.bid
  if (through <= 0.3) return undefined
  return `We cannot accept an order at the limit price you selected. Please submit your order using a limit price that is closer to the current market price of ${wirePrice(quote.last)}.`
}

function hasLimit(draft: OrderDraft): boolean {
  return draft.kind === 'LMT' || draft.kind === 'STOP_LIMIT'
}

/** Prices in these texts carry at least one decimal, like Java writes a double. */
function wirePrice(price: number): string {
  return Number.isInteger(price) ? price.toFixed(1) : String(price)
}
