import { closeOverlay } from '../../../stores/overlay-store.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { showTicket } from './open-ticket.ts'
import { useTicketStore } from './ticket-store.ts'

/** Asks before the values of another order replace an unfinished ticket. */
export function ReplaceTicketDialog({ onReplace }: { readonly onReplace: () => void }) {
  const { side, quantity, contract } = useTicketStore((data) => data.form)
  const content = [side, quantity, contract?.symbol].filter(Boolean).join(' ')
  const close = (next: () => void) => (): void => {
    closeOverlay()
    next()
  }
  return (
    <ConfirmDialog
      title="Replace the unfinished ticket?"
      confirm="Replace ticket"
      cancel="Keep ticket"
      onConfirm={close(onReplace)}
      onClose={close(showTicket)}
    >
      <p className="dialog-text">The ticket contains an order that you have not placed: {content}.</p>
    </ConfirmDialog>
  )
}
