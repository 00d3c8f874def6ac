import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  /** Hint about the next step. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** Placeholder for empty content, with the reason and the next step. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p className="strong">{title}</p>
      {children !== undefined && <div className="empty-state-text secondary">{children}</div>}
      {actions !== undefined && <div className="row part-small">{actions}</div>}
    </div>
  )
}
