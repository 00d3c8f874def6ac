import { Check, TriangleAlert } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ImportFieldView } from '../../../shared/contract/import-views.ts'
import type { ImportField } from '../../../shared/domain/keys.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { SecretInput } from '../../ui/secret-input.tsx'
import { setField } from './import-actions.ts'

interface StringFieldProps {
  readonly id: string
  readonly name: ImportField
  readonly field: ImportFieldView
  readonly label: string
  readonly help: string
}

/** Field for a string that is not secret. The host validates it while the user types. */
export function StringField({ id, name, field, label, help }: StringFieldProps) {
  const { input, onInput, onBlur } = useFieldInput((text) => setField(id, name, text))
  return (
    <Field
      label={label}
      help={field.kind === 'good' ? (field.doubt ?? `${help} Valid.`) : help}
      error={field.kind === 'bad' ? field.message : undefined}
    >
      {(control) => (
        <input
          {...control}
          ref={input}
          className="input code"
          autoComplete="off"
          spellCheck={false}
          defaultValue={field.kind === 'good' ? field.shown : ''}
          onInput={onInput}
          onBlur={onBlur}
        />
      )}
    </Field>
  )
}

/** Field for a secret. The page sends a valid secret to the host and never shows it again. */
export function SecretField(props: StringFieldProps) {
  const [open, setOpen] = useState(props.field.kind !== 'good')
  /** Whether to focus the field or button that appears next. */
  const [keepFocus, setKeepFocus] = useState(false)
  if (open) {
    return (
      <OpenSecret
        {...props}
        focused={keepFocus}
        onReceived={(hadFocus) => {
          setKeepFocus(hadFocus)
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
        {doubt === undefined ? (
          <Check size={14} className="tone" data-tone="good" aria-hidden="true" />
        ) : (
          <TriangleAlert size={14} className="tone" data-tone="warn" aria-hidden="true" />
        )}
        <span role="status">
          <span className="visually-hidden">{label}: </span>Received ({shown}).
          {doubt !== undefined && ` ${doubt}`}
        </span>
        <Button
          look="quiet"
          ref={keepFocus ? focusOnMount : null}
          aria-label={`Replace the ${label.toLowerCase()}`}
          onClick={() => {
            setKeepFocus(true)
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
  /** Called after the host has received a valid secret. `hadFocus`: whether the field had the focus. */
  readonly onReceived: (hadFocus: boolean) => void
}

function OpenSecret({ id, name, field, label, help, focused, onReceived }: OpenSecretProps) {
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
      // While the user is typing, a valid prefix may not be the whole secret.
      if (how === 'typed' && hasFocus) return
      empty(element)
      onReceived(hasFocus)
    },
  )
  useEffect(() => {
    const element = input.current
    if (focused) element?.focus()
    // Clears the text, because the browser may keep a removed element in memory.
    return () => empty(element)
  }, [input, focused])
  const leave = (): void => {
    onBlur()
    if (!good.current) return
    empty(input.current)
    onReceived(false)
  }
  return (
    <Field
      label={label}
      help={field.kind === 'good' ? (field.doubt ?? `Valid (${field.shown}).`) : help}
      error={field.kind === 'bad' ? field.message : undefined}
    >
      {(control) => <SecretInput {...control} ref={input} name={name} onInput={onInput} onBlur={leave} />}
    </Field>
  )
}

function empty(element: HTMLInputElement | null): void {
  if (element) element.value = ''
}

/** Typing pause before a check, in ms. */
const PAUSE_MS = 300

/**
 * Sends the text of a field to the host after a pause, a paste or a change of focus. Only the element contains the
 * text.
 */
function useFieldInput(
  send: (text: string) => Promise<ImportFieldView | undefined>,
  onGood: (how: 'typed' | 'pasted' | 'left') => void = () => undefined,
) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const submit = async (how: 'typed' | 'pasted' | 'left'): Promise<void> => {
    clearTimeout(timer.current)
    timer.current = undefined
    const element = input.current
    if (!element) return
    const result = await send(element.value)
    if (result?.kind === 'good') onGood(how)
  }
  return {
    input,
    onInput(event: FormEvent<HTMLInputElement>): void {
      clearTimeout(timer.current)
      const native = event.nativeEvent
      if (native instanceof InputEvent && native.inputType === 'insertFromPaste') void submit('pasted')
      else timer.current = setTimeout(() => void submit('typed'), PAUSE_MS)
    },
    onBlur(): void {
      if (timer.current !== undefined) void submit('left')
    },
  }
}
