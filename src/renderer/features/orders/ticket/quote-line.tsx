import { useCallback } from 'react'
import type { QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { type ContractId, contractIdOf } from '../../../../shared/domain/combo.ts'
import { groupDigitsIn } from '../../../../shared/domain/format-number.ts'
import { formatSpan } from '../../../ui/format-time.ts'
import { type PolledQuote, usePolledQuote } from '../../contracts/index.ts'
import { QuotePrices } from './quote-prices.tsx'
import { isQuestionPossible, rulesOf } from './ticket-machine.ts'
import { applyToTicket, useTicketStore } from './ticket-store.ts'

/** Quote of the ticket's contract. A click on a price copies it to the ticket. */
export function QuoteLine({
  contract,
  onPick,
}: {
  readonly contract: ContractId
  readonly onPick: (price: string) => void
}) {
  const polled = useTicketQuote(contract)
  const increments = useTicketStore((data) => rulesOf(data)?.increments)
  return <QuotePrices contract={contract} polled={polled} increments={increments} onPick={onPick} />
}

/** Follows the quote of the contract, and passes each one to the ticket. */
function useTicketQuote(contract: ContractId): PolledQuote {
  const { conid, conidex } = contract
  // A request that precedes the reply to IBKR's question can invalidate the question.
  const isPaused = useTicketStore(isQuestionPossible)
  const visit = useTicketStore((data) => data.visit)
  const onQuote = useCallback(
    (quote: QuoteView) =>
      applyToTicket({ kind: 'facts-loaded', visit, contract: contractIdOf({ conid, conidex }), facts: { quote } }),
    [visit, conid, conidex],
  )
  return usePolledQuote(contract, { isPaused, onQuote })
}

/** Returns a quote with its age in one line, for the review of an order. */
export function quoteText({ bid, ask, last, at }: QuoteView, now: number): string {
  const named = { bid, ask, last }
  const prices = Object.entries(named).flatMap(([name, price]) => (price ? [`${name} ${groupDigitsIn(price)}`] : []))
  return prices.length === 0 ? '' : `${prices.join(', ')} · ${formatSpan(now - at)} ago`
}
