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
  /** Whether the text is masked. Default: true. A single-use code may be visible. */
  readonly masked?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/**
 * Masked input for a secret. Only the element contains the text, never a state or store, until `takeSecret` reads it.
 * The input is a text field, so that password managers do not offer to save it.
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

/** Returns the text of a form field and clears the field. */
export function takeSecret(form: HTMLFormElement, name: string): string {
  const input = inputOf(form, name)
  const secret = input?.value ?? ''
  if (input) input.value = ''
  return secret
}

/** Reports whether two fields of a form contain the same text. */
export const isSameSecret = (form: HTMLFormElement, name: string, other: string): boolean =>
  inputOf(form, name)?.value === inputOf(form, other)?.value

function inputOf(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  const input = form.elements.namedItem(name)
  return input instanceof HTMLInputElement ? input : undefined
}
