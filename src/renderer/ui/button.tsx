import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'
import { KeyHint } from './key-hint.tsx'
import { Tip } from './tooltip.tsx'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  /** `primary`: at most one per surface. `quiet`: without an outline. `danger`: for actions that cannot be undone. */
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly icon?: ReactNode
  /** Shortcut, shown beside the label or in the tooltip. Not part of the accessible name. */
  readonly keys?: string
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', icon, keys, busy = false, children, title, ...rest }: ButtonProps) {
  const hasLabel = children !== undefined
  // A disabled button receives no pointer events, so only the browser's own tooltip works.
  const native = rest.disabled === true ? title : undefined
  const button = (
    <button
      type="button"
      aria-label={hasLabel ? undefined : title}
      title={native}
      {...rest}
      aria-busy={busy || undefined}
      className={classNames('button', `button-${look}`, !hasLabel && 'button-icon')}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon}
      {hasLabel && <span className="button-label">{children}</span>}
      {hasLabel && keys !== undefined && <KeyHint keys={keys} />}
    </button>
  )
  return title === undefined ? (
    button
  ) : (
    <Tip text={title} keys={hasLabel ? undefined : keys} disabled={native !== undefined}>
      {button}
    </Tip>
  )
}
