import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { clearHistory } from './history-actions.ts'

export function ClearHistoryDialog() {
  const clear = (): void => {
    closeOverlay()
    void clearHistory()
  }
  return (
    <Dialog title="Clear the history?" role="alertdialog" onClose={closeOverlay}>
      <p className="dialog-text">
        Every request that is not pinned is removed with its response, for all profiles. Saved copies of a damaged
        console.db are removed too, with the journal entries in them. This cannot be undone.
      </p>
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Keep it
        </Button>
        <Button look="danger" onClick={clear}>
          Clear
        </Button>
      </div>
    </Dialog>
  )
}
