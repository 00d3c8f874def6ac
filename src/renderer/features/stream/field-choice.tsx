import { X } from 'lucide-react'
import { useState } from 'react'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { matchingSuggestions, suggestionOption, suggestionsFor } from '../explorer/index.ts'
import { quoteFieldLabel } from './decode-frame.ts'

const SUGGESTIONS = suggestionsFor({ kind: 'integer', format: 'fieldId' }, [])

interface FieldChoiceProps {
  readonly fields: readonly string[]
  readonly problem: string | undefined
  readonly onChange: (fields: readonly string[]) => void
}

/** Chooses market data fields by name, or by any number. */
export function FieldChoice({ fields, problem, onChange }: FieldChoiceProps) {
  const [typed, setTyped] = useState('')
  const offered = matchingSuggestions(
    SUGGESTIONS.filter(({ value }) => !fields.includes(value)),
    typed,
  )
  const add = (field: string): void => {
    setTyped('')
    if (/^\d{1,5}$/.test(field) && !fields.includes(field)) onChange([...fields, field])
  }
  return (
    <Field label="Fields" error={problem}>
      {(control) => (
        <div className="tokens row wrap">
          {fields.map((field) => (
            <span key={field} className="token" title={`Field ${field}`}>
              {quoteFieldLabel(field)}
              <button
                type="button"
                aria-label={`Remove ${quoteFieldLabel(field)}`}
                onClick={() => onChange(fields.filter((each) => each !== field))}
              >
                <X size={12} aria-hidden="true" />
              </button>
            </span>
          ))}
          <Combobox
            control={control}
            className="input"
            listLabel="Fields of market data"
            placeholder="Add by name or number"
            choosesFirst={typed !== ''}
            text={typed}
            onText={setTyped}
            options={offered.map(suggestionOption)}
            onChoose={(index) => add(offered[index]?.value ?? typed.trim())}
            onLeave={() => add(typed.trim())}
          />
        </div>
      )}
    </Field>
  )
}
