import { useSessionStore } from '../../../../stores/session-store.ts'
import { Combobox } from '../../../../ui/combobox.tsx'
import { Select } from '../../../../ui/select.tsx'
import { controlOf, placeholderOf, suggestionOption, type ValueControlProps } from './control-props.tsx'
import { matching, type Suggestion, suggestionsFor } from './suggestions.ts'
import { ContractControl, MomentControl, TokenControl } from './text-controls.tsx'

const NO_ACCOUNTS: readonly string[] = []

/** The control that suits a value: what it stands for decides, then its kind. Whatever it is, any text can be typed or kept. */
export function ValueControl(props: ValueControlProps) {
  const { spec, text } = props
  const accounts = useSessionStore(({ view }) =>
    view?.state.kind === 'ready' ? view.state.accounts.accounts : NO_ACCOUNTS,
  )
  const suggestions = suggestionsFor(spec, { accounts })
  if (spec.list && suggestions.length > 0) return <TokenControl {...props} suggestions={suggestions} />
  if (spec.kind === 'boolean' && isChoice(['true', 'false'], text)) {
    return <SelectControl {...props} suggestions={FLAGS} />
  }
  if (spec.values && !spec.open && !spec.list && isChoice(spec.values, text)) {
    return <SelectControl {...props} suggestions={suggestions} />
  }
  if (spec.format === 'conid') return <ContractControl {...props} />
  if (spec.format === 'date' || spec.format === 'moment') return <MomentControl {...props} />
  if (suggestions.length > 0) return <SuggestControl {...props} suggestions={suggestions} />
  return (
    <input
      {...controlOf(props)}
      className={spec.format === 'secret' ? 'input input-code input-secret' : 'input input-code'}
      placeholder={placeholderOf(props)}
      inputMode={spec.kind === 'integer' || spec.kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => props.onText(event.target.value)}
    />
  )
}

const FLAGS: readonly Suggestion[] = [
  { value: 'true', words: '' },
  { value: 'false', words: '' },
]

const isChoice = (values: readonly string[], text: string): boolean => text === '' || values.includes(text)

interface Offered extends ValueControlProps {
  readonly suggestions: readonly Suggestion[]
}

function SelectControl({ suggestions, ...props }: Offered) {
  return (
    <Select
      {...controlOf(props)}
      className="input-code"
      value={props.text}
      options={[
        { value: '', label: props.required ? 'choose one' : (placeholderOf(props) ?? 'not sent') },
        ...suggestions.map(({ value, words }) => ({ value, label: words === '' ? value : `${value}: ${words}` })),
      ]}
      onChange={props.onText}
    />
  )
}

function SuggestControl({ suggestions, ...props }: Offered) {
  const offered = matching(suggestions, props.text)
  return (
    <Combobox
      control={controlOf(props)}
      className="input input-code"
      listLabel={`Values of ${props.label}`}
      placeholder={placeholderOf(props)}
      text={props.text}
      onText={props.onText}
      options={offered.map(suggestionOption)}
      onChoose={(index) => props.onText(offered[index]?.value ?? props.text)}
    />
  )
}
