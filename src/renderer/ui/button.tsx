import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'
import { KeyHint } from './key-hint.tsx'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  /** `primary` once per surface; `quiet` without an outline; `danger` for what cannot be undone. */
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly icon?: ReactNode
  /** Shown beside the label, hidden from its accessible name. */
  readonly keys?: string
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', icon, keys, busy = false, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      className={classNames('button', `button-${look}`, children === undefined && 'button-icon')}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon}
      {children !== undefined && <span className="button-label">{children}</span>}
      {keys !== undefined && <KeyHint keys={keys} />}
    </button>
  )
}
