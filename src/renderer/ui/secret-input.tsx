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
  /** Whether the text is masked. Default: true. */
  readonly masked?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/**
 * Masked input for a secret. No state or store contains the text. Not a password field, so that password managers do
 * not save the secret.
 */
export function SecretInput({ masked = true, ...props }: SecretInputProps) {
  return (
    <input
      type="text"
      className={classNames('input', 'code', masked && 'input-secret')}
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

export const isSameSecret = (form: HTMLFormElement, name: string, other: string): boolean =>
  inputOf(form, name)?.value === inputOf(form, other)?.value

function inputOf(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  const input = form.elements.namedItem(name)
  return input instanceof HTMLInputElement ? input : undefined
}
