import type { InputHTMLAttributes, Ref } from 'react'
import { classNames } from './class-names.ts'

export interface SecretInputProps
  extends Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'id' | 'aria-describedby' | 'aria-invalid' | 'onInput' | 'onBlur'
  > {
  readonly name: string
  readonly maxLength?: number
  readonly 'data-initial-focus'?: boolean
  /** Shows dots. Default: true. A code that is used once may be visible. */
  readonly masked?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/**
 * A masked field for a secret. Only the element holds the text, never a state or store, until `takeSecret`. A text field for the browser,
 * so that no password manager offers to save it.
 */
export function SecretInput({ masked = true, ...props }: SecretInputProps) {
  return (
    <input
      type="text"
      className={classNames('input', 'input-code', masked && 'input-secret')}
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      data-1p-ignore=""
      data-lpignore="true"
      {...props}
    />
  )
}

/** Returns the text of a form's field and empties it. */
export function takeSecret(form: HTMLFormElement, name: string): string {
  const input = inputOf(form, name)
  const secret = input?.value ?? ''
  if (input) input.value = ''
  return secret
}

/** Whether two fields of a form have the same text. */
export const isSameSecret = (form: HTMLFormElement, name: string, other: string): boolean =>
  inputOf(form, name)?.value === inputOf(form, other)?.value

function inputOf(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  const input = form.elements.namedItem(name)
  return input instanceof HTMLInputElement ? input : undefined
}
