import { Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { SecretInput } from '../../ui/secret-input.tsx'
import { giveField } from './import-actions.ts'
import type { StringFieldProps } from './string-field.tsx'
import { useHandOver } from './use-hand-over.ts'

/** A secret: it leaves the page as soon as it has the right form, and nothing brings it back. */
export function SecretField(props: StringFieldProps) {
  const [open, setOpen] = useState(props.field.kind !== 'good')
  /** The keyboard goes with what changes under it. */
  const [follow, setFollow] = useState(false)
  if (open) {
    return (
      <OpenSecret
        {...props}
        focused={follow}
        onHeld={(hadFocus) => {
          setFollow(hadFocus)
          setOpen(false)
        }}
      />
    )
  }
  const { label, field } = props
  const doubt = field.kind === 'good' ? field.doubt : undefined
  const shown = field.kind === 'good' ? field.shown : 'not right yet'
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <p className="held-secret">
        <Check size={14} aria-hidden="true" />
        <span role="status">
          <span className="visually-hidden">{label}: </span>Held by the console, {shown}.
          {doubt !== undefined && ` ${doubt}`}
        </span>
        <Button
          look="quiet"
          ref={follow ? focusOnMount : null}
          aria-label={`Replace the ${label.toLowerCase()}`}
          onClick={() => {
            setFollow(true)
            setOpen(true)
          }}
        >
          Replace
        </Button>
      </p>
    </div>
  )
}

interface OpenSecretProps extends StringFieldProps {
  readonly focused: boolean
  /** It is good and went over; whether the keyboard was in its field. */
  readonly onHeld: (hadFocus: boolean) => void
}

function OpenSecret({ id, name, field, label, help, focused, onHeld }: OpenSecretProps) {
  const good = useRef(false)
  const { input, onInput, onBlur } = useHandOver(
    async (text) => {
      good.current = false
      return giveField(id, name, text)
    },
    (how) => {
      good.current = true
      const element = input.current
      const hasFocus = element !== null && document.activeElement === element
      // Somebody may still be typing: what has the right form need not be whole.
      if (how === 'typed' && hasFocus) return
      empty(element)
      onHeld(hasFocus)
    },
  )
  useEffect(() => {
    const element = input.current
    if (focused) element?.focus()
    // An element that is gone may be kept somewhere: not with its text.
    return () => empty(element)
  }, [input, focused])
  const leave = (): void => {
    onBlur()
    if (!good.current) return
    empty(input.current)
    onHeld(false)
  }
  return (
    <Field
      label={label}
      help={field.kind === 'good' ? (field.doubt ?? `In order, ${field.shown}.`) : help}
      error={field.kind === 'bad' ? field.message : undefined}
    >
      {(control) => <SecretInput {...control} ref={input} name={name} onInput={onInput} onBlur={leave} />}
    </Field>
  )
}

function empty(element: HTMLInputElement | null): void {
  if (element) element.value = ''
}
