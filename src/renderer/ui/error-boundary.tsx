import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

interface ErrorBoundaryProps {
  /** Names what failed, such as "Orders". */
  readonly name: string
  /** Before it is rendered again. */
  readonly onRetry?: () => void
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly error: unknown
}

/** Shows an error in place of a part of the window that failed to render. Without it, React removes the whole window. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error ?? new Error('Unknown error') }
  }

  override render(): ReactNode {
    const { error } = this.state
    const { name, onRetry, children } = this.props
    const retry = (): void => {
      onRetry?.()
      this.setState({ error: undefined })
    }
    if (error === undefined) return children
    return (
      <div role="alert" className="error-boundary">
        <EmptyState
          title={`${name} cannot be shown`}
          actions={
            <>
              <Button onClick={retry}>Try again</Button>
              <Button onClick={() => location.reload()}>Reload window</Button>
            </>
          }
        >
          {error instanceof Error ? error.message : String(error)}
        </EmptyState>
      </div>
    )
  }
}
