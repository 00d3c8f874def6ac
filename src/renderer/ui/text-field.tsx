import { Field } from './field.tsx'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly help?: string | undefined
  /** Whether the text is monospaced and not spell-checked. */
  readonly code?: boolean
  /** Maximum length in characters. Default: 300. */
  readonly maxLength?: number
  /** Whether a dialog initially focuses this field and selects its text. */
  readonly initial?: boolean
  readonly onChange: (value: string) => void
}

export function TextField(props: TextFieldProps) {
  const { label, value, error, help, code = false, maxLength = 300, initial = false, onChange } = props
  return (
    <Field label={label} error={error} {...(help !== undefined && { help })}>
      {(control) => (
        <input
          {...control}
          className={code ? 'input code' : 'input'}
          data-initial-focus={initial || undefined}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={!code}
          value={value}
          onFocus={(event) => initial && event.target.select()}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
