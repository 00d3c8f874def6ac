import { type FormEvent, type ReactNode, useState } from 'react'
import type { SavedRequest } from '../../../shared/contract/saved-views.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { useSavedStore } from '../../stores/saved-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FolderField } from './folder-field.tsx'
import { NameField } from './name-field.tsx'
import { renameFolder, renameSaved } from './saved-actions.ts'

/** Another name or another folder for a saved request. */
export function RenameSavedDialog({ request }: { readonly request: SavedRequest }) {
  const [name, setName] = useState(request.name)
  const [folder, setFolder] = useState(request.folder)
  const [problem, setProblem] = useState<string>()
  const rename = (text: string): void => {
    setName(text)
    setProblem(undefined)
  }
  return (
    <RenameForm
      title="Rename or move"
      onProblem={setProblem}
      rename={() =>
        name.trim() === '' ? Promise.resolve('It needs a name.') : renameSaved(request, name.trim(), folder.trim())
      }
    >
      <NameField name={name} problem={problem} onName={rename} />
      <FolderField folder={folder} onFolder={setFolder} />
    </RenameForm>
  )
}

/** Another name for a folder; one that is there takes its requests in. */
export function RenameFolderDialog({ folder }: { readonly folder: string }) {
  const [name, setName] = useState(folder)
  const [problem, setProblem] = useState<string>()
  const rename = (text: string): void => {
    setName(text)
    setProblem(undefined)
  }
  const joins = useSavedStore(({ requests }) => requests.some((request) => request.folder === name.trim()))
  const help = joins && name.trim() !== folder ? 'There is such a folder: the requests join those in it.' : undefined
  return (
    <RenameForm
      title={folder === '' ? 'Put into a folder' : 'Rename the folder'}
      onProblem={setProblem}
      rename={() => (name.trim() === '' ? Promise.resolve('It needs a name.') : renameFolder(folder, name.trim()))}
    >
      <NameField name={name} problem={problem} onName={rename} {...(help !== undefined && { help })} />
    </RenameForm>
  )
}

interface RenameFormProps {
  readonly title: string
  /** Answers why it was not done. */
  readonly rename: () => Promise<string | undefined>
  readonly onProblem: (problem: string) => void
  readonly children: ReactNode
}

function RenameForm({ title, rename, onProblem, children }: RenameFormProps) {
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const close = closerOfThis()
    const problem = await rename()
    setBusy(false)
    if (problem === undefined) close()
    else onProblem(problem)
  }
  return (
    <Dialog title={title} onClose={closeOverlay}>
      <form className="profile-form" onSubmit={(event) => void submit(event)}>
        {children}
        <div className="dialog-actions">
          <Button look="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
