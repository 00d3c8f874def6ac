import { Check } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { FieldView } from '../../../shared/contract/import-views.ts'
import type { ImportField } from '../../../shared/domain/keys.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { SecretInput } from '../../ui/secret-input.tsx'
import { setField } from './import-actions.ts'

interface StringFieldProps {
  readonly id: string
  readonly name: ImportField
  readonly field: FieldView
  readonly label: string
  readonly help: string
}

/** One string that is no secret: the host checks it as it is typed, and it stays in sight. */
export function StringField({ id, name, field, label, help }: StringFieldProps) {
  const hand = useFieldInput((text) => setField(id, name, text))
  return (
    <Field
      label={label}
      help={field.kind === 'good' ? (field.doubt ?? `${help} Valid.`) : help}
      error={field.kind === 'bad' ? field.message : undefined}
    >
      {(control) => (
        <input
          {...control}
          ref={hand.input}
          className="input input-code"
          autoComplete="off"
          spellCheck={false}
          defaultValue={field.kind === 'good' ? field.shown : ''}
          onInput={hand.onInput}
          onBlur={hand.onBlur}
        />
      )}
    </Field>
  )
}

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
  const shown = field.kind === 'good' ? field.shown : 'invalid'
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <p className="held-secret row">
        <Check size={14} aria-hidden="true" />
        <span role="status">
          <span className="visually-hidden">{label}: </span>Received ({shown}).
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
  const { input, onInput, onBlur } = useFieldInput(
    async (text) => {
      good.current = false
      return setField(id, name, text)
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

/** How long a hand rests between two keys, in ms: then what is there is worth a check. */
const PAUSE_MS = 300

/**
 * Hands what stands in a field to the host: after a pause in typing, at once when it was pasted, and when the field is left.
 * The text lives in the element alone. `onGood` is told of a good one, and whether it was pasted.
 */
function useFieldInput(
  give: (text: string) => Promise<FieldView | undefined>,
  onGood: (how: 'typed' | 'pasted' | 'left') => void = () => undefined,
) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const handOver = async (how: 'typed' | 'pasted' | 'left'): Promise<void> => {
    clearTimeout(timer.current)
    timer.current = undefined
    const element = input.current
    if (!element) return
    const answer = await give(element.value)
    if (answer?.kind === 'good') onGood(how)
  }
  return {
    input,
    onInput(event: FormEvent<HTMLInputElement>): void {
      clearTimeout(timer.current)
      const native = event.nativeEvent
      if (native instanceof InputEvent && native.inputType === 'insertFromPaste') void handOver('pasted')
      else timer.current = setTimeout(() => void handOver('typed'), PAUSE_MS)
    },
    onBlur(): void {
      if (timer.current !== undefined) void handOver('left')
    },
  }
}
