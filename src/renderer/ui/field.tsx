import { type ReactNode, useId } from 'react'

interface FieldProps {
  readonly label: string
  readonly help?: string
  readonly error?: string | undefined
  /** Renders the control with the ids that connect the control to its label, help and error. */
  readonly children: (control: {
    readonly id: string
    readonly 'aria-describedby': string | undefined
    readonly 'aria-invalid': true | undefined
  }) => ReactNode
}

/** Control with a label, and help or an error below. */
export function Field({ label, help, error, children }: FieldProps) {
  const id = useId()
  const note = error ?? help
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : `${id}note`,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p id={`${id}note`} className={error === undefined ? 'hint' : 'field-error'}>
          {note}
        </p>
      )}
    </div>
  )
}
