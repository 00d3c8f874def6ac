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
  /** Shows dots. Default true; a code that is used once may be seen. */
  readonly masked?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/**
 * A field for what nobody may read over a shoulder. What is typed lives in the element alone, never in a state or a
 * store, until it is taken from there. A text for the browser, so that no password manager offers to keep it.
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

/** The text of a field of a form; the field is empty afterwards. */
export function takeSecret(form: HTMLFormElement, name: string): string {
  const input = inputOf(form, name)
  const secret = input?.value ?? ''
  if (input) input.value = ''
  return secret
}

/** Whether two fields of a form hold the same text. Both keep it. */
export const isSameSecret = (form: HTMLFormElement, name: string, other: string): boolean =>
  inputOf(form, name)?.value === inputOf(form, other)?.value

function inputOf(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  const input = form.elements.namedItem(name)
  return input instanceof HTMLInputElement ? input : undefined
}
