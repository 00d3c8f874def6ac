import { Field } from '../../../../ui/field.tsx'

interface FieldInputProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly problem?: string | undefined
  readonly help?: string | undefined
  readonly placeholder?: string
  /** Whether the value is a number. */
  readonly isNumber?: boolean
}

/** Labelled text input. Default: for a number. */
export function FieldInput(props: FieldInputProps) {
  const { name, label, value, onChange, problem, help, placeholder, isNumber = true } = props
  return (
    <Field label={label} error={problem} {...(help !== undefined && { help })}>
      {(control) => (
        <input
          {...control}
          name={name}
          className={isNumber ? 'input align-end' : 'input'}
          inputMode={isNumber ? 'decimal' : 'text'}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
