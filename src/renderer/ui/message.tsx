import type { ReactNode } from 'react'

interface MessageProps {
  readonly tone: 'bad' | 'warn' | 'idle' | 'good'
  readonly title: string
  readonly children?: ReactNode
  /** Buttons for the next step. */
  readonly actions?: ReactNode
  readonly role?: 'alert' | 'status'
}

/** Message with its reason and the next step. */
export function Message({ tone, title, children, actions, role }: MessageProps) {
  return (
    <div className="message tinted" data-tone={tone} role={role}>
      <p className="row strong">
        <span className="dot" aria-hidden="true" />
        {title}
      </p>
      {children !== undefined && <div className="secondary wrap-anywhere part-tiny">{children}</div>}
      {actions !== undefined && <div className="message-actions row wrap">{actions}</div>}
    </div>
  )
}

/** Shows why an action failed. Renders nothing without a failure. */
export function Failure({ title, text }: { readonly title: string; readonly text: string | undefined }) {
  if (text === undefined) return null
  return (
    <Message tone="bad" title={title} role="alert">
      {text}
    </Message>
  )
}
