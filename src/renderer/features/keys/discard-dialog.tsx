import { goTo } from '../../stores/navigation-store.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { abandonImport } from './import-actions.ts'

export function DiscardDialog({ id }: { readonly id: string }) {
  return (
    <Dialog title="Discard these keys?" role="alertdialog" onClose={closeOverlay}>
      <p className="dialog-text">
        What was read, made or typed here is overwritten. Files on your disk and what is registered at IBKR stay as they
        are; keys that were made here and saved nowhere are gone.
      </p>
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Keep going
        </Button>
        <Button
          look="danger"
          onClick={() => {
            closeOverlay()
            void abandonImport(id).then(() => goTo('profiles'))
          }}
        >
          Discard
        </Button>
      </div>
    </Dialog>
  )
}
