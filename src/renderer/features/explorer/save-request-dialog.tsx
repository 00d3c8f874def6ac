import { type FormEvent, useState } from 'react'
import type { SavedRequest } from '../../../shared/contract/saved-views.ts'
import { useExplorerStore } from '../../stores/explorer-store.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { useSavedStore } from '../../stores/saved-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { operationOf } from './draft-operation.ts'
import { FolderField } from './folder-field.tsx'
import { NameField } from './name-field.tsx'
import { saveRequest } from './saved-actions.ts'
import { shortPath } from './short-path.ts'

/** A name and a folder for what stands in the form. */
export function SaveRequestDialog() {
  const draft = useExplorerStore((data) => data.draft)
  const savedId = useExplorerStore((data) => data.savedId)
  const requests = useSavedStore((data) => data.requests)
  const opened = requests.find(({ id }) => id === savedId)
  const [name, setName] = useState(opened?.name ?? operationOf(draft)?.title ?? shortPath(draft.path))
  const [folder, setFolder] = useState(opened?.folder ?? '')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  /** As with files, a name stands for one thing in its folder. */
  const sameName = (request: SavedRequest): boolean => request.name === name.trim() && request.folder === folder.trim()
  const replaced = opened && sameName(opened) ? opened : requests.find(sameName)

  const rename = (text: string): void => {
    setName(text)
    setProblem(undefined)
  }

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') return setProblem('It needs a name.')
    setBusy(true)
    const close = closerOfThis()
    const refused = await saveRequest(name.trim(), folder.trim(), replaced?.id)
    setBusy(false)
    if (refused === undefined) close()
    else setProblem(refused)
  }
  return (
    <Dialog title="Save the request" onClose={closeOverlay}>
      <form className="profile-form" onSubmit={(event) => void save(event)}>
        <NameField name={name} problem={problem} onName={rename} />
        <FolderField folder={folder} onFolder={setFolder} />
        <p className="dialog-text">
          Path, parameters and body are kept in the user data folder as they stand, with their variables; secrets are
          taken out.{replaced && ' What is saved under this name gives way.'}
        </p>
        <div className="dialog-actions">
          <Button look="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            {replaced ? 'Replace' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
