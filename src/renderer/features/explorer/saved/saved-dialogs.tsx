import { type FormEvent, type ReactNode, useState } from 'react'
import type { SavedRequest } from '../../../../shared/contract/saved-views.ts'
import { closeOverlay, closerOfThis } from '../../../stores/overlay-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { shortPath } from '../../catalogue/index.ts'
import { useExplorerStore } from '../explorer-store.ts'
import { operationOf } from '../request/draft.ts'
import { renameFolder, renameSaved, saveRequest } from './saved-actions.ts'
import { useSavedStore } from './saved-store.ts'

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
        name.trim() === '' ? Promise.resolve('Enter a name.') : renameSaved(request, name.trim(), folder.trim())
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
  const help = joins && name.trim() !== folder ? 'This folder exists: the requests are added to it.' : undefined
  return (
    <RenameForm
      title={folder === '' ? 'Put into a folder' : 'Rename the folder'}
      onProblem={setProblem}
      rename={() => (name.trim() === '' ? Promise.resolve('Enter a name.') : renameFolder(folder, name.trim()))}
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
    if (name.trim() === '') return setProblem('Enter a name.')
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
          Path, parameters and body are saved in the user data folder with their variables, without secrets.
          {replaced && ' This replaces the request saved under this name.'}
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

interface FolderFieldProps {
  readonly folder: string
  readonly onFolder: (folder: string) => void
}

/** The folder of a saved request: those that there are, a new one, or none. */
export function FolderField({ folder, onFolder }: FolderFieldProps) {
  const requests = useSavedStore((data) => data.requests)
  const folders = [...new Set(requests.map((request) => request.folder))].filter((each) => each !== '')
  const typed = folder.toLowerCase()
  const offered = folders.includes(folder) ? folders : folders.filter((each) => each.toLowerCase().includes(typed))
  return (
    <Field label="Folder" help="An existing one, a new one, or none.">
      {(control) => (
        <Combobox
          control={control}
          className="input"
          listLabel="Folders"
          maxLength={100}
          text={folder}
          onText={onFolder}
          options={offered.map((each) => ({ id: each, content: each }))}
          onChoose={(at) => onFolder(offered[at] ?? folder)}
        />
      )}
    </Field>
  )
}

interface NameFieldProps {
  readonly name: string
  readonly help?: string
  readonly problem: string | undefined
  readonly onName: (name: string) => void
}

/** The name of something that is saved; the cursor begins in it. */
export function NameField({ name, help, problem, onName }: NameFieldProps) {
  return (
    <Field label="Name" error={problem} {...(help !== undefined && { help })}>
      {(control) => (
        <input
          {...control}
          className="input"
          data-initial-focus
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => onName(event.target.value)}
        />
      )}
    </Field>
  )
}
