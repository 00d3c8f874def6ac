import { Field } from '../../ui/field.tsx'

/** Characters that a profile's name may have; the host refuses more. */
const LONGEST_NAME = 60

/** What a name lacks, as a sentence. */
export function nameComplaint(name: string): string | undefined {
  const { length } = name.trim()
  if (length === 0) return 'A name tells it apart from other profiles.'
  return length > LONGEST_NAME ? `A name has at most ${LONGEST_NAME} characters; this one has ${length}.` : undefined
}

interface ProfileFieldProps {
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

/** The name of a profile. `initial`: it has the focus when it appears, and its text is marked. */
export function NameField(props: ProfileFieldProps & { readonly label?: string; readonly initial?: boolean }) {
  const { label = 'Name', initial = false } = props
  return (
    <Field label={label} error={props.error}>
      {(control) => (
        <input
          {...control}
          className="input"
          data-initial-focus={initial || undefined}
          autoComplete="off"
          value={props.value}
          onFocus={(event) => initial && event.target.select()}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Where a gateway is. */
export function AddressField(props: ProfileFieldProps & { readonly help?: string | undefined }) {
  return (
    <Field label="Address" error={props.error} {...(props.help !== undefined && { help: props.help })}>
      {(control) => (
        <input
          {...control}
          className="input input-code"
          maxLength={300}
          autoComplete="off"
          spellCheck={false}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
