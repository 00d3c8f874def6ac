import { useState } from 'react'
import type { FoundContract } from '../../../shared/contract/order-views.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { contractProblem, exactMatches, useContractSearch, usePolledQuote } from '../contracts/index.ts'
import { openTicketFor } from './ticket/open-ticket.ts'
import { QuotePrices } from './ticket/quote-prices.tsx'

/** Maximum number of contracts to choose from if none is exactly meant. */
const OFFERED = 5

/** Dialog with the quote of the contract that a text names. */
export function QuoteDialog({ text }: { readonly text: string }) {
  const search = useContractSearch(text)
  const [chosen, setChosen] = useState<FoundContract>()
  const matches = search.kind === 'found' ? search.matches : []
  const contract = chosen ?? exactMatches(matches, text)[0]
  const order = (): void => {
    closeOverlay()
    // Runs after the closed dialog has returned the focus, so that the ticket can take it.
    queueMicrotask(() => openTicketFor(contract?.symbol ?? text))
  }
  return (
    <Dialog title={`Quote for ${contract?.symbol ?? text}`} onClose={closeOverlay}>
      {contract ? (
        <>
          <p className="dialog-text">{[contract.name, contract.exchange].filter(Boolean).join(' · ')}</p>
          <ContractQuote contract={contract} />
        </>
      ) : (
        <p className="dialog-text" role="status">
          {contractProblem(search, text) ?? `Looking up ${text}…`}
        </p>
      )}
      {!contract &&
        matches.slice(0, OFFERED).map((match) => (
          <Button key={match.conid} onClick={() => setChosen(match)}>
            {[match.symbol, match.exchange].filter(Boolean).join(' · ')}
          </Button>
        ))}
      <div className="dialog-actions">
        <Button onClick={order} disabled={!contract}>
          New order
        </Button>
        <Button look="primary" data-initial-focus onClick={closeOverlay}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}

function ContractQuote({ contract }: { readonly contract: FoundContract }) {
  return <QuotePrices contract={contract} polled={usePolledQuote(contract)} />
}
