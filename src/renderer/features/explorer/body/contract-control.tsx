import { useState } from 'react'
import { Combobox } from '../../../ui/combobox.tsx'
import { contractOptions, SearchNote } from '../../contracts/contract-options.tsx'
import { rememberContracts, seenSymbol } from '../../contracts/seen-contracts-store.ts'
import { useContractSearch } from '../../contracts/use-contract-search.ts'
import { controlOf, placeholderOf, type ValueControlProps } from './control-props.tsx'

/** A contract id, or several with commas: digits as they are, letters are searched as a symbol. */
export function ContractControl(props: ValueControlProps) {
  const { text, onText } = props
  const [touched, setTouched] = useState(false)
  const last = text.slice(text.lastIndexOf(',') + 1).trim()
  const symbol = touched && /^[A-Za-z]/.test(last) ? last : ''
  const search = useContractSearch(symbol)
  const matches = symbol !== '' && search.kind === 'found' ? search.matches : []
  const name = text
    .split(',')
    .flatMap((each) => seenSymbol(each.trim()) ?? [])
    .join(', ')
  return (
    <div className="contract-control">
      <Combobox
        control={controlOf(props)}
        className="input input-code"
        listLabel="Contracts"
        placeholder={placeholderOf(props) ?? 'a symbol, or digits'}
        choosesFirst
        text={text}
        onText={(next) => {
          setTouched(true)
          onText(next)
        }}
        searching={search.kind === 'searching'}
        options={contractOptions(matches, symbol)}
        onChoose={(index) => {
          const match = matches[index]
          if (!match) return
          rememberContracts([[String(match.conid), match.symbol]])
          setTouched(false)
          onText(`${text.slice(0, text.lastIndexOf(',') + 1)}${match.conid}`)
        }}
        note={symbol === '' ? undefined : <SearchNote search={search} text={symbol} />}
      />
      {name !== '' && (
        <span className="contract-name" title={name}>
          {name}
        </span>
      )}
    </div>
  )
}
