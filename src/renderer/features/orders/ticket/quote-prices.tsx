import type { ReactNode } from 'react'
import type { QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { type ContractId, contractIdOf } from '../../../../shared/domain/combo.ts'
import { countDecimals, groupDigitsIn } from '../../../../shared/domain/format-number.ts'
import {
  countIncrements,
  decimalsOf,
  type IncrementRule,
  incrementAt,
} from '../../../../shared/domain/price-increments.ts'
import { marketDataKind, priceOfQuote } from '../../../../shared/domain/quote.ts'
import { useNow } from '../../../platform/use-now.ts'
import { formatSpan } from '../../../ui/format-time.ts'
import { Message } from '../../../ui/message.tsx'
import type { PolledQuote } from '../../contracts/index.ts'
import { plainPrice } from './order-text.ts'
import './quote-prices.css'

/** Age in ms above which a quote is shown as stale. */
const STALE_MS = 10_000

interface QuotePricesProps {
  readonly contract: ContractId
  readonly polled: PolledQuote
  readonly increments?: readonly IncrementRule[] | undefined
  /** Uses a price in an order. Default: the prices are only shown. */
  readonly onPick?: (price: string) => void
}

/** Bid, ask, last price and change of a contract, with their age if it matters, or why there are none. */
export function QuotePrices({ contract, polled, increments, onPick }: QuotePricesProps) {
  const now = useNow()
  if (polled.kind === 'failed') return <p className="hint">No quote: {polled.message}</p>
  // Reserves the full height during loading, so that what is below does not move.
  const loading = polled.kind === 'loading'
  const known = loading ? { ...contractIdOf(contract), at: now } : polled.quote
  const { bid, ask, last, bidSize, askSize, change, changeAmount, availability, problems, at }: QuoteView = known
  const kind = marketDataKind(availability)
  const effect = onPick && 'Guard rails that require a price refuse the order or warn.'
  if (problems !== undefined && bid === undefined && ask === undefined) {
    return (
      <Message tone="warn" title="No price of this combo" role="status">
        {problems.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
        <p>{effect}</p>
      </Message>
    )
  }
  if (kind === 'none' && last === undefined) {
    return (
      <Message tone="warn" title="No market data permission" role="status">
        IBKR sends no prices for this contract. {effect}
      </Message>
    )
  }
  const age = now - at
  const notes = [
    loading && 'Loading quote…',
    spreadText(bid, ask, increments ?? []),
    isHalted(last) && 'trading is halted, orders wait',
    kind === 'delayed' && 'delayed by 15 to 20 minutes',
    kind === 'frozen' && 'frozen at the close',
    onPick ? age > STALE_MS && `${formatSpan(age)} old` : !loading && `updated ${formatSpan(age)} ago`,
    ...(problems ?? []),
  ].filter(Boolean)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
    <div className="quote line-row" role="group" aria-label="Quote" data-stale={age > STALE_MS}>
      <Price name="Bid" price={bid} hasSize size={bidSize} onPick={onPick} />
      <Price name="Ask" price={ask} hasSize size={askSize} onPick={onPick} />
      <Price name="Last" price={last} onPick={onPick} />
      <span className="quote-item align-end">
        <span className="hint tiny">Change</span>
        <span className="quote-price tone medium" data-tone={changeTone(change)}>
          {change === undefined ? '–' : `${withSign(change.replace(/%$/, ''))}%`}
        </span>
        <span className="hint tiny" data-tone={changeTone(change)}>
          {changeAmount === undefined ? '–' : withSign(changeAmount)}
        </span>
      </span>
      <span className="quote-age hint tiny align-end">{notes.join(' · ') || 'No spread'}</span>
    </div>
  )
}

/** Reports whether trading is halted: IBKR writes H before the last price. */
const isHalted = (last: string | undefined): boolean => last?.startsWith('H') === true

/** Adds the plus sign of a gain, which IBKR omits. */
const withSign = (change: string): string => (Number(change) > 0 && !change.startsWith('+') ? `+${change}` : change)

const changeTone = (change: string | undefined): 'good' | 'bad' | undefined => {
  const value = Number(change?.replace(/%$/, ''))
  return value > 0 ? 'good' : value < 0 ? 'bad' : undefined
}

/** Returns the spread as an amount and in ticks; undefined if a price is missing. */
export function spreadText(
  bid: string | undefined,
  ask: string | undefined,
  increments: readonly IncrementRule[],
): string | undefined {
  const [low, high] = [priceOfQuote(bid), priceOfQuote(ask)]
  if (low === undefined || high === undefined || high < low) return undefined
  const increment = incrementAt(increments, high)
  const ticks = countIncrements(increments, high - low, high)
  const decimals = Math.max(...[bid, ask].map((price) => countDecimals(price ?? '')))
  const spread = (high - low).toFixed(increment === undefined ? decimals : Math.max(decimals, decimalsOf(increment)))
  return ticks === undefined ? `Spread ${spread}` : `Spread ${spread} (${ticks} ${ticks === 1 ? 'tick' : 'ticks'})`
}

interface PriceProps {
  readonly name: string
  readonly price: string | undefined
  readonly hasSize?: boolean
  readonly size?: string | undefined
  readonly onPick: ((price: string) => void) | undefined
}

function Price({ name, price, hasSize = false, size, onPick }: PriceProps) {
  const content: ReactNode = (
    <>
      <span className="hint tiny">{name}</span>
      <span className="quote-price medium">{price === undefined ? '–' : groupDigitsIn(price)}</span>
      {hasSize && <span className="hint tiny">× {size ?? '–'}</span>}
    </>
  )
  if (!onPick) return <span className="quote-item align-end">{content}</span>
  const plain = plainPrice(price)
  return (
    <button
      type="button"
      className="quote-item hoverable align-end"
      // Excluded from the tab order, because quotes load late and would change the tab order.
      tabIndex={-1}
      disabled={plain === undefined}
      title={plain === undefined ? 'No price' : `Use ${groupDigitsIn(plain)}`}
      onClick={() => plain !== undefined && onPick(plain)}
    >
      {content}
    </button>
  )
}
