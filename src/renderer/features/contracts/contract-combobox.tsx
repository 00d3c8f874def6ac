import type { ComponentProps } from 'react'
import type { FoundContract } from '../../../shared/contract/order-views.ts'
import { Combobox, type ComboboxOption } from '../../ui/combobox.tsx'
import { contractFacts, groupByKind, kindHeading, optionHint } from './contract-kinds.ts'
import { type ContractSearch, exactMatches, isConidMatch } from './contract-search.ts'

type ComboboxProps = ComponentProps<typeof Combobox>

interface ContractComboboxProps
  extends Pick<
    ComboboxProps,
    'control' | 'className' | 'placeholder' | 'focusFirst' | 'text' | 'onText' | 'onEnterEarly' | 'onLeave'
  > {
  readonly search: ContractSearch
  /** The text that was searched for; empty while there is no search. */
  readonly typed: string
  readonly onChoose: (contract: FoundContract) => void
}

/** The one field that searches contracts, in every form. It lists them by kind. */
export function ContractCombobox({ search, typed, onChoose, ...props }: ContractComboboxProps) {
  const matches = typed !== '' && search.kind === 'found' ? groupByKind(search.matches) : []
  return (
    <Combobox
      {...props}
      listLabel="Contracts"
      choosesFirst
      searching={search.kind === 'searching'}
      options={contractOptions(matches, typed)}
      onChoose={(index) => {
        const match = matches[index]
        if (match) onChoose(match)
      }}
      note={typed === '' ? undefined : <SearchNote search={search} />}
    />
  )
}

/** Converts contracts to options. `typed`: the text that the user searched for. */
export function contractOptions(matches: readonly FoundContract[], typed: string): readonly ComboboxOption[] {
  const exact = exactMatches(matches, typed)
  return matches.map((match) => ({
    id: `${match.conid} ${match.exchange}`,
    group: kindHeading(match.securityType),
    exact: exact.includes(match),
    content: (
      <>
        <strong>{match.symbol}</strong>
        <span className="ellipsis secondary">{match.name !== match.symbol && match.name}</span>
        <span className="small tertiary">
          {contractFacts(match)}
          {isConidMatch(match, typed) && `, conid ${match.conid}`}
        </span>
      </>
    ),
  }))
}

/** Note below the list, or instead of an empty list. */
function SearchNote({ search }: { readonly search: ContractSearch }) {
  if (search.kind === 'failed') {
    return (
      <p className="combobox-note secondary field-error" role="alert">
        {search.message}
      </p>
    )
  }
  const hint = search.kind === 'found' ? optionHint(search.matches) : undefined
  const text = search.kind === 'searching' ? 'Searching…' : search.kind === 'none' ? search.message : hint
  return text === undefined ? null : (
    <p className="combobox-note secondary small" role="status">
      {text}
    </p>
  )
}
