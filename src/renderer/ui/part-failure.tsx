import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { EmptyState } from './empty-state.tsx'

interface PartFailureProps {
  readonly title: string
  /** Called by the button Try again. If undefined, there is no button. */
  readonly onRetry?: () => void
  /** Reason, and what happens next. */
  readonly children: ReactNode
}

/** Error in place of a part of the window. */
export function PartFailure({ title, onRetry, children }: PartFailureProps) {
  return (
    <div role="alert">
      <EmptyState
        title={title}
        actions={
          <>
            {onRetry && <Button onClick={onRetry}>Try again</Button>}
            <ReloadButton />
          </>
        }
      >
        {children}
      </EmptyState>
    </div>
  )
}

interface PartFailureDialogProps {
  readonly title: string
  /** Describes the effect of closing the dialog. */
  readonly note?: string | undefined
  readonly onClose: () => void
  /** Reason, and what happens next. */
  readonly children: ReactNode
}

/** Error of a dialog, a menu or a list that opens above the window. */
export function PartFailureDialog({ title, note, onClose, children }: PartFailureDialogProps) {
  return (
    <Dialog title={title} role="alertdialog" onClose={onClose}>
      {note !== undefined && <p className="dialog-text">{note}</p>}
      <p className="dialog-text">{children}</p>
      <div className="dialog-actions">
        <Button onClick={onClose}>Close</Button>
        <ReloadButton />
      </div>
    </Dialog>
  )
}

const ReloadButton = () => <Button onClick={() => location.reload()}>Reload window</Button>
