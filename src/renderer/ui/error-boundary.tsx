import { Component, type ReactNode } from 'react'
import { PartFailure } from './part-failure.tsx'

interface ErrorBoundaryProps {
  /** Name of the part of the window that failed, such as "Orders". */
  readonly name: string
  readonly onError?: () => void
  /** Content shown after the failure. Default: the error and a button to try again. */
  readonly fallback?: (message: string) => ReactNode
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly error: unknown
}

/** Shows an error instead of a part that failed to render. Otherwise, React would remove the whole window. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error ?? new Error('Unknown error') }
  }

  override componentDidCatch(): void {
    this.props.onError?.()
  }

  override render(): ReactNode {
    const { error } = this.state
    const { name, fallback, children } = this.props
    if (error === undefined) return children
    const message = error instanceof Error ? error.message : String(error)
    if (fallback) return fallback(message)
    return (
      <PartFailure title={`${name} cannot be shown`} onRetry={() => this.setState({ error: undefined })}>
        {message}
      </PartFailure>
    )
  }
}
