import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import type { HostContext } from '../host-context.ts'
import type { HandlersOf } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { ContractsService } from './contracts-service.ts'
import { LiveQuotes } from './live-quotes.ts'

export interface ContractsArea {
  readonly contracts: ContractsService
  readonly quotes: LiveQuotes
  /** Calls the listener with each quote that was read for a window. */
  onQuote(listener: (quote: QuoteView) => void): void
  readonly handlers: HandlersOf<'contracts'>
}

/** Creates the descriptions of contracts, and their quotes. */
export function createContracts(
  { clock }: HostContext,
  { session }: { readonly session: SessionService },
): ContractsArea {
  const contracts = new ContractsService(session, clock)
  const quotes = new LiveQuotes(clock)
  session.follow(quotes)
  const listeners: ((quote: QuoteView) => void)[] = []
  return {
    contracts,
    quotes,
    onQuote: (listener) => void listeners.push(listener),
    handlers: {
      'contracts.search': ({ symbol }, { signal }) => contracts.search(symbol, signal),
      'contracts.combo': ({ text }, { signal }) => contracts.combo(text, signal),
      'contracts.quote': async ({ conid, conidex }, { signal }) => {
        // The price of a combo is no price of its conid, which stands for all combos of a currency.
        if (conidex !== undefined) return contracts.quoteCombo({ conid, conidex }, signal)
        const quote = await contracts.quote(conid, signal)
        for (const listener of listeners) listener(quote)
        return quote
      },
      'contracts.quotes': (rows) => quotes.source(rows),
      'contracts.history': ({ conid, since }, { signal }) => contracts.history(conid, since, signal),
      'contracts.increments': ({ conids }, { signal }) => contracts.increments(conids, signal),
      'contracts.name': ({ conid }, { signal }) => contracts.name(conid, signal),
    },
  }
}
