import type { FoundContract } from '../../../shared/contract/order-views.ts'
import type { ComboboxOption } from '../../ui/combobox.tsx'
import { type ContractSearch, isConidMatch, isExactMatch, noContractText } from './contract-search.ts'

/** Converts contracts to options. `typed`: the text that the user searched for. */
export const contractOptions = (matches: readonly FoundContract[], typed: string): readonly ComboboxOption[] =>
  matches.map((match) => ({
    id: `${match.conid} ${match.exchange}`,
    exact: isExactMatch(match, typed),
    content: (
      <>
        <strong>{match.symbol}</strong>
        <span className="ellipsis secondary">{match.name}</span>
        <span className="small tertiary">
          {match.exchange} {match.securityType}
          {isConidMatch(match, typed) && `, conid ${match.conid}`}
        </span>
      </>
    ),
  }))

/** Note below the field while the list has no options. */
export function SearchNote({ search, text }: { readonly search: ContractSearch; readonly text: string }) {
  if (search.kind === 'idle' || (search.kind === 'found' && search.matches.length > 0)) return null
  if (search.kind === 'failed') {
    return (
      <p className="combobox-note secondary field-error" role="alert">
        {search.message}
      </p>
    )
  }
  return (
    <p className="combobox-note secondary" role="status">
      {search.kind === 'searching' ? 'Searching…' : noContractText(text)}
    </p>
  )
}
