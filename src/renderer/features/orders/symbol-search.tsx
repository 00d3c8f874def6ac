import { useState } from 'react'
import type { ContractMatch } from '../../../shared/contract/views.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { contractOptions, SearchNote } from '../contracts/contract-options.tsx'
import { useContractSearch } from '../contracts/use-contract-search.ts'

interface SymbolSearchProps {
  readonly contract: ContractMatch | undefined
  readonly problem: string | undefined
  /** Takes the focus when it appears. Default: it does. */
  readonly focusFirst?: boolean
  readonly onChoose: (contract: ContractMatch | undefined) => void
}

/** From a symbol to one contract: a combobox over IBKR's own search. */
export function SymbolSearch({ contract, problem, focusFirst = true, onChoose }: SymbolSearchProps) {
  const [text, setText] = useState('')
  const search = useContractSearch(text)
  const matches = text !== '' && search.kind === 'found' ? search.matches : []
  return (
    <Field
      label="Symbol"
      error={problem}
      {...(contract ? { help: `${contract.name}, ${contract.exchange}, conid ${contract.conid}` } : {})}
    >
      {(control) => (
        <Combobox
          control={control}
          className="input"
          listLabel="Contracts"
          placeholder="Search, for example AAPL"
          focusFirst={focusFirst}
          maxLength={40}
          choosesFirst
          text={text || (contract?.symbol ?? '')}
          onText={(next) => {
            if (contract) onChoose(undefined)
            setText(next)
          }}
          searching={search.kind === 'searching'}
          options={contractOptions(matches, text)}
          onChoose={(index) => {
            setText('')
            onChoose(matches[index])
          }}
          note={text === '' ? undefined : <SearchNote search={search} text={text} />}
          onLeave={() => setText('')}
        />
      )}
    </Field>
  )
}
