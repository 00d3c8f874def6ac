import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  /** What to do next, with its shortcut. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** What a place says while it has nothing to show: why, and the next step. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p className="empty-state-title">{title}</p>
      {children !== undefined && <div className="empty-state-text">{children}</div>}
      {actions !== undefined && <div className="empty-state-actions">{actions}</div>}
    </div>
  )
}
