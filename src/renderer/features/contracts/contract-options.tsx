import type { ContractMatch } from '../../../shared/contract/views.ts'
import type { ComboboxOption } from '../../ui/combobox.tsx'
import { isExactMatch, noContractText } from './symbol-problem.ts'
import type { ContractSearch } from './use-contract-search.ts'

/** Contracts as options: symbol, name, exchange and kind. `typed`: what they were found by. */
export const contractOptions = (matches: readonly ContractMatch[], typed: string): readonly ComboboxOption[] =>
  matches.map((match) => ({
    id: `${match.conid} ${match.exchange}`,
    exact: isExactMatch(match.symbol, typed),
    content: (
      <>
        <strong>{match.symbol}</strong>
        <span className="combobox-more">{match.name}</span>
        <span className="combobox-aside">
          {match.exchange} {match.securityType}
        </span>
      </>
    ),
  }))

/** What is said below the field while there is nothing to choose. */
export function SearchNote({ search, text }: { readonly search: ContractSearch; readonly text: string }) {
  switch (search.kind) {
    case 'idle':
      return null
    case 'searching':
      return (
        <p className="combobox-note" role="status">
          Searching…
        </p>
      )
    case 'failed':
      return (
        <p className="combobox-note field-error" role="alert">
          {search.message}
        </p>
      )
    case 'found':
      return search.matches.length > 0 ? null : (
        <p className="combobox-note" role="status">
          {noContractText(text)}
        </p>
      )
  }
}
