import { Calendar, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Combobox } from '../../../../ui/combobox.tsx'
import {
  contractOptions,
  rememberContracts,
  SearchNote,
  seenSymbol,
  useContractSearch,
} from '../../../contracts/index.ts'
import { controlOf, placeholderOf, suggestionOption, type ValueControlProps } from './control-props.tsx'
import { momentWords, pickerValue, spell } from './date-time-text.ts'
import { matching, type Suggestion } from './suggestions.ts'

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
    <div className="contract-control row">
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
        <span className="contract-name ellipsis small secondary" title={name}>
          {name}
        </span>
      )}
    </div>
  )
}

/** A day or a moment as IBKR spells it, to be typed or chosen from a calendar. Moments are UTC. */
export function MomentControl(props: ValueControlProps) {
  const { spec, text, label, onText } = props
  const picker = useRef<HTMLInputElement>(null)
  const words = momentWords(spec, text)
  return (
    <div className="moment-control row">
      <input
        {...controlOf(props)}
        className="input input-code"
        placeholder={placeholderOf(props) ?? spec.day ?? spec.time}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <Button
        look="quiet"
        icon={<Calendar size={14} aria-hidden="true" />}
        aria-label={`Choose ${label} from a calendar`}
        title={spec.format === 'date' ? 'Calendar' : 'Calendar; the time is UTC'}
        onClick={() => picker.current?.showPicker()}
      />
      <input
        ref={picker}
        className="moment-picker"
        type={spec.format === 'date' ? 'date' : 'datetime-local'}
        tabIndex={-1}
        aria-hidden="true"
        value={pickerValue(spec, text)}
        onChange={(event) => event.target.value !== '' && onText(spell(spec, event.target.value))}
      />
      {words !== undefined && <span className="contract-name ellipsis small secondary">{words}</span>}
    </div>
  )
}

interface TokenControlProps extends ValueControlProps {
  readonly suggestions: readonly Suggestion[]
}

/** Several values with commas: each has a name and a way out; numbers and words that nobody knows can be typed too. */
export function TokenControl({ suggestions, ...props }: TokenControlProps) {
  const [typed, setTyped] = useState('')
  const values = props.text === '' ? [] : props.text.split(',')
  const offered = matching(
    suggestions.filter(({ value }) => !values.includes(value)),
    typed,
  )
  const add = (text: string): void => {
    const added = text.split(',').map((each) => each.trim())
    props.onText([...values, ...added.filter((each) => each !== '')].join(','))
    setTyped('')
  }
  const takeBack = (event: KeyboardEvent): void => {
    const wanted = event.key === 'Backspace' && event.target instanceof HTMLInputElement && typed === ''
    if (wanted && values.length > 0) props.onText(values.slice(0, -1).join(','))
  }
  const wordsOf = (value: string): string => suggestions.find((each) => each.value === value.trim())?.words ?? ''
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a box of its own
    <div role="group" aria-label={props.label} className="tokens row wrap" onKeyDown={takeBack}>
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same value may be typed twice
        <span key={`${at} ${value}`} className="token">
          <code>{value}</code> {wordsOf(value)}
          <button
            type="button"
            aria-label={`Remove ${value} ${wordsOf(value)} from ${props.label}`}
            onClick={() => props.onText(values.toSpliced(at, 1).join(','))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      <Combobox
        control={controlOf(props)}
        className="input input-code"
        listLabel={`Values of ${props.label}`}
        placeholder={values.length > 0 ? 'add by name' : placeholderOf(props)}
        choosesFirst={typed !== ''}
        text={typed}
        onText={(text) => (text.includes(',') ? add(text) : setTyped(text))}
        options={offered.map(suggestionOption)}
        onChoose={(index) => add(offered[index]?.value ?? typed)}
        onLeave={(by) => by === 'blur' && typed.trim() !== '' && add(typed)}
      />
    </div>
  )
}
