import { Field } from '../../../../ui/field.tsx'
import { describeUnderstood } from '../number-problem.ts'

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
  const { name, label, value, onChange, problem, placeholder, isNumber = true } = props
  const understood = isNumber ? describeUnderstood(value) : undefined
  const help = [understood, props.help].filter(Boolean).join(' · ') || undefined
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
