import { type ReactNode, useId } from 'react'

/** Ids that connect a control to its label, help and error. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: string
  readonly help?: string
  readonly error?: string | undefined
  /** Renders the control with its ids. */
  readonly children: (control: FieldControl) => ReactNode
}

/** Labelled control with help or an error below. */
export function Field({ label, help, error, children }: FieldProps) {
  const { control, note } = useField(help, error)
  return (
    <div className="field">
      <label htmlFor={control.id} className="field-label">
        {label}
      </label>
      {children(control)}
      {note}
    </div>
  )
}

/** Returns the ids of a control with its error, or with its help if there is no error. */
export function useField(
  help: string | undefined,
  error: string | undefined,
): { readonly control: FieldControl; readonly note: ReactNode } {
  const id = useId()
  const text = error ?? help
  return {
    control: {
      id,
      'aria-describedby': text === undefined ? undefined : `${id}note`,
      'aria-invalid': error === undefined ? undefined : true,
    },
    note: text !== undefined && (
      <p id={`${id}note`} className={error === undefined ? 'hint' : 'field-error'}>
        {text}
      </p>
    ),
  }
}
