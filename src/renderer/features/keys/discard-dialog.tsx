import { useImportsStore } from '../../stores/imports-store.ts'
import { goTo, useNavigationStore } from '../../stores/navigation-store.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { abandonImport } from './import-actions.ts'
import { discardWords } from './unfinished-words.ts'

export function DiscardDialog({ id }: { readonly id: string }) {
  const view = useImportsStore((data) => data.imports?.find((one) => one.id === id))
  const replaced = useProfilesStore((data) => data.list?.profiles.find((one) => one.id === view?.profileId)?.name)
  return (
    <Dialog title="Discard these keys?" role="alertdialog" onClose={closeOverlay}>
      {view &&
        discardWords(view, replaced).map((words) => (
          <p key={words} className="dialog-text">
            {words}
          </p>
        ))}
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Keep going
        </Button>
        <Button
          look="danger"
          onClick={() => {
            closeOverlay()
            void abandonImport(id).then(() => useNavigationStore.getState().view === 'keys' && goTo('profiles'))
          }}
        >
          Discard
        </Button>
      </div>
    </Dialog>
  )
}
