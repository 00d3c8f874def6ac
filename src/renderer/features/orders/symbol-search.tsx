import { type KeyboardEvent, useId, useState } from 'react'
import type { ContractMatch } from '../../../shared/contract/views.ts'
import { Field } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { type ContractSearch, useContractSearch } from './use-contract-search.ts'

interface SymbolSearchProps {
  readonly contract: ContractMatch | undefined
  readonly problem: string | undefined
  readonly onChoose: (contract: ContractMatch | undefined) => void
}

/** From a symbol to one contract: a combobox over IBKR's own search. */
export function SymbolSearch({ contract, problem, onChoose }: SymbolSearchProps) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const search = useContractSearch(text)
  const base = useId()
  const matches = search.kind === 'found' ? search.matches : []
  const open = text !== ''

  const choose = (match: ContractMatch | undefined): void => {
    if (!match) return
    setText('')
    onChoose(match)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, matches.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') choose(matches[at])
    else if (event.key === 'Escape') setText('')
    else return
    event.preventDefault()
  }

  return (
    <div className="symbol-search">
      <Field
        label="Symbol"
        error={problem}
        {...(contract ? { help: `${contract.name}, ${contract.exchange}, conid ${contract.conid}` } : {})}
      >
        {(control) => (
          <input
            {...control}
            className="input"
            role="combobox"
            aria-expanded={open}
            aria-controls={`${base}list`}
            aria-autocomplete="list"
            aria-activedescendant={open && matches[at] ? `${base}${at}` : undefined}
            placeholder="Search, for example AAPL"
            ref={focusOnMount}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={text || (contract?.symbol ?? '')}
            onChange={(event) => {
              if (contract) onChoose(undefined)
              setText(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
            onBlur={() => setText('')}
          />
        )}
      </Field>
      <div
        id={`${base}list`}
        role="listbox"
        aria-label="Contracts"
        className="symbol-list"
        hidden={!open}
        tabIndex={-1}
      >
        {matches.map((match, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant.
          <div
            key={`${match.conid} ${match.exchange}`}
            id={`${base}${index}`}
            role="option"
            aria-selected={index === at}
            className="symbol-option"
            // Before the input loses the focus.
            onMouseDown={(event) => {
              event.preventDefault()
              choose(match)
            }}
            onPointerMove={() => setAt(index)}
          >
            <strong>{match.symbol}</strong>
            <span className="symbol-name">{match.name}</span>
            <span className="symbol-exchange">
              {match.exchange} {match.securityType}
            </span>
          </div>
        ))}
      </div>
      {open && <SearchNote search={search} text={text} />}
    </div>
  )
}

function SearchNote({ search, text }: { readonly search: ContractSearch; readonly text: string }) {
  switch (search.kind) {
    case 'idle':
      return null
    case 'searching':
      return (
        <p className="symbol-note" role="status">
          Searching…
        </p>
      )
    case 'failed':
      return (
        <p className="symbol-note field-error" role="alert">
          {search.message}
        </p>
      )
    case 'found':
      return search.matches.length > 0 ? null : (
        <p className="symbol-note" role="status">
          No contract for “{text}”. Type a symbol as IBKR writes it, such as AAPL or EUR.USD.
        </p>
      )
  }
}
