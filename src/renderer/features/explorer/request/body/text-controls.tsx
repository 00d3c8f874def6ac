import { Calendar, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Combobox, type ComboboxOption } from '../../../../ui/combobox.tsx'
import { ContractCombobox, rememberContracts, seenSymbol, useContractSearch } from '../../../contracts/index.ts'
import { describeTimestamp, formatPicked, pickerValue } from './date-time-text.ts'
import { matchingSuggestions, type Suggestion } from './suggestions.ts'
import type { ValueSpec } from './value-spec.ts'

/** Properties of a text field with help for its format. */
export interface ControlProps {
  /** Ids that connect the input to its label and note. */
  readonly control: Parameters<typeof Combobox>[0]['control']
  readonly label: string
  readonly spec: ValueSpec
  readonly text: string
  readonly onText: (text: string) => void
  readonly placeholder: string | undefined
  readonly suggestions: readonly Suggestion[]
}

export const suggestionOption = ({ value, label }: Suggestion): ComboboxOption => ({
  id: value,
  content: (
    <>
      <code>{value}</code>
      <span className="ellipsis secondary">{label}</span>
    </>
  ),
})

/** Field for one or more contract ids. Letters start a search for a contract. */
export function ContractControl({ control, text, onText, placeholder = 'a contract, or digits' }: ControlProps) {
  const [isTyped, setIsTyped] = useState(false)
  const from = text.lastIndexOf(',') + 1
  const last = text.slice(from).trim()
  const typed = isTyped && /^[A-Za-z/.]/.test(last) ? last : ''
  const search = useContractSearch(typed)
  const symbols = text.split(',').flatMap((each) => seenSymbol(each.trim()) ?? [])
  return (
    <div className="contract-control row anchor">
      <ContractCombobox
        control={control}
        className="input code"
        placeholder={placeholder}
        text={text}
        typed={typed}
        search={search}
        onText={(next) => {
          setIsTyped(true)
          onText(next)
        }}
        onChoose={({ conid, symbol }) => {
          rememberContracts([[String(conid), symbol]])
          setIsTyped(false)
          onText(`${text.slice(0, from)}${conid}`)
        }}
      />
      {symbols.length > 0 && (
        <span className="contract-name ellipsis small secondary" title={symbols.join(', ')}>
          {symbols.join(', ')}
        </span>
      )}
    </div>
  )
}

/** Field for a date, or a date-time in UTC, in IBKR's format. A button opens the browser's calendar. */
export function DateTimeControl({ control, label, spec, text, onText, placeholder }: ControlProps) {
  const picker = useRef<HTMLInputElement>(null)
  const isDate = spec.format === 'date'
  const timestamp = describeTimestamp(spec, text)
  return (
    <div className="date-time-control row anchor">
      <input
        {...control}
        className="input code"
        placeholder={placeholder ?? spec.day ?? spec.time}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <Button
        look="quiet"
        icon={<Calendar size={14} aria-hidden="true" />}
        aria-label={`Choose ${label} from a calendar`}
        title={isDate ? 'Calendar' : 'Calendar (time in UTC)'}
        onClick={() => picker.current?.showPicker()}
      />
      <input
        ref={picker}
        className="date-time-picker"
        type={isDate ? 'date' : 'datetime-local'}
        tabIndex={-1}
        aria-hidden="true"
        value={pickerValue(spec, text)}
        onChange={(event) => event.target.value !== '' && onText(formatPicked(spec, event.target.value))}
      />
      {timestamp !== undefined && <span className="contract-name ellipsis small secondary">{timestamp}</span>}
    </div>
  )
}

/** Field for several values separated by commas. Each value has a Remove button. */
export function ListControl({ control, label, text, onText, placeholder, suggestions }: Omit<ControlProps, 'spec'>) {
  const [typed, setTyped] = useState('')
  const values = text === '' ? [] : text.split(',')
  const offered = matchingSuggestions(
    suggestions.filter(({ value }) => !values.includes(value)),
    typed,
  )
  const add = (added: string): void => {
    const more = added.split(',').map((each) => each.trim())
    onText([...values, ...more.filter((each) => each !== '')].join(','))
    setTyped('')
  }
  const onKeyDown = ({ key, target }: KeyboardEvent): void => {
    const removesLast = key === 'Backspace' && target instanceof HTMLInputElement && typed === '' && values.length > 0
    if (removesLast) onText(values.slice(0, -1).join(','))
  }
  const labelOf = (value: string): string => suggestions.find((each) => each.value === value.trim())?.label ?? ''
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset creates an unwanted box
    <div role="group" aria-label={label} className="tokens row wrap anchor" onKeyDown={onKeyDown}>
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list may contain a value twice
        <span key={`${at} ${value}`} className="token small">
          <code>{value}</code> {labelOf(value)}
          <button
            type="button"
            className="hoverable"
            aria-label={`Remove ${value} ${labelOf(value)} from ${label}`}
            onClick={() => onText(values.toSpliced(at, 1).join(','))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      <Combobox
        control={control}
        className="input code"
        listLabel={`Values of ${label}`}
        placeholder={values.length > 0 ? 'Add by name' : placeholder}
        choosesFirst={typed !== ''}
        text={typed}
        onText={(next) => (next.includes(',') ? add(next) : setTyped(next))}
        options={offered.map(suggestionOption)}
        onChoose={(index) => add(offered[index]?.value ?? typed)}
        onLeave={(by) => by === 'blur' && typed.trim() !== '' && add(typed)}
      />
    </div>
  )
}
