import { useSessionStore } from '../../../../stores/session-store.ts'
import { Combobox } from '../../../../ui/combobox.tsx'
import { Select } from '../../../../ui/select.tsx'
import type { RowControl } from './field-row.tsx'
import { matchingSuggestions, suggestionsFor } from './suggestions.ts'
import { ContractControl, type ControlProps, DateTimeControl, ListControl, suggestionOption } from './text-controls.tsx'
import type { ValueSpec } from './value-spec.ts'

interface ValueControlProps extends RowControl {
  readonly spec: ValueSpec
  readonly text: string
  readonly onText: (text: string) => void
  readonly placeholder?: string | undefined
  readonly required?: boolean
}

const NO_ACCOUNTS: readonly string[] = []

/** Control for a value of any format and kind. Only a closed list restricts the input. */
export function ValueControl({ label, noteId, invalid, spec, text, onText, placeholder, required }: ValueControlProps) {
  const accounts = useSessionStore(({ view }) =>
    view?.state.kind === 'ready' ? view.state.accounts.accounts : NO_ACCOUNTS,
  )
  const suggestions = suggestionsFor(spec, accounts)
  const preset = spec.default && (required ? `such as ${spec.default}` : `default: ${spec.default}`)
  const control = {
    'aria-label': label,
    'aria-describedby': noteId,
    'aria-invalid': invalid ? (true as const) : undefined,
  }
  const props: ControlProps = { control, label, spec, text, onText, placeholder: preset ?? placeholder, suggestions }

  if (spec.list && suggestions.length > 0) return <ListControl {...props} />
  const choices = spec.kind === 'boolean' ? FLAGS : spec.values && !spec.open && !spec.list ? suggestions : undefined
  if (choices && (text === '' || choices.some(({ value }) => value === text))) {
    const none = required ? 'choose one' : (props.placeholder ?? 'not sent')
    return (
      <Select
        {...control}
        className="code"
        value={text}
        options={[
          { value: '', label: none },
          ...choices.map((choice) => ({
            value: choice.value,
            label: [choice.value, choice.label].filter(Boolean).join(': '),
          })),
        ]}
        onChange={onText}
      />
    )
  }
  if (spec.format === 'conid') return <ContractControl {...props} />
  if (spec.format === 'date' || spec.format === 'date-time') return <DateTimeControl {...props} />
  if (suggestions.length > 0) {
    const offered = matchingSuggestions(suggestions, text)
    return (
      <Combobox
        control={control}
        className="input code"
        listLabel={`Values of ${label}`}
        placeholder={props.placeholder}
        text={text}
        onText={onText}
        options={offered.map(suggestionOption)}
        onChoose={(index) => onText(offered[index]?.value ?? text)}
      />
    )
  }
  return (
    <input
      {...control}
      className={spec.format === 'secret' ? 'input code input-secret' : 'input code'}
      placeholder={props.placeholder}
      inputMode={spec.kind === 'integer' || spec.kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => onText(event.target.value)}
    />
  )
}

const FLAGS = ['true', 'false'].map((value) => ({ value, label: '' }))
