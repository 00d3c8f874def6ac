import { Field } from '../../ui/field.tsx'

interface NameFieldProps {
  readonly name: string
  readonly help?: string
  readonly problem: string | undefined
  readonly onName: (name: string) => void
}

/** The name of something that is saved; the cursor begins in it. */
export function NameField({ name, help, problem, onName }: NameFieldProps) {
  return (
    <Field label="Name" error={problem} {...(help !== undefined && { help })}>
      {(control) => (
        <input
          {...control}
          className="input"
          data-initial-focus
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => onName(event.target.value)}
        />
      )}
    </Field>
  )
}
