import { type FormEvent, useState } from 'react'
import type { SavedRequest } from '../../../../shared/contract/saved-request-views.ts'
import { closeOverlay } from '../../../stores/overlay-store.ts'
import { useAction } from '../../../stores/use-action.ts'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog, DialogButtons } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { shortPath } from '../../catalogue/index.ts'
import { useActiveTab } from '../explorer-store.ts'
import { operationOf } from '../request/draft.ts'
import { renameFolder, renameSaved, saveRequest } from './saved-actions.ts'
import { useSavedStore } from './saved-store.ts'

export function RenameSavedDialog({ request }: { readonly request: SavedRequest }) {
  return (
    <NameDialog
      title="Rename or move"
      name={request.name}
      folder={request.folder}
      onSubmit={(name, folder) => renameSaved(request, name, folder)}
    />
  )
}

export function RenameFolderDialog({ folder }: { readonly folder: string }) {
  const requests = useSavedStore((data) => data.requests)
  const exists = (name: string): boolean => name !== folder && requests.some((request) => request.folder === name)
  return (
    <NameDialog
      title={folder === '' ? 'Move to a folder' : 'Rename folder'}
      name={folder}
      help={(name) => (exists(name) ? 'This folder already exists. The requests will be added to it.' : undefined)}
      onSubmit={(name) => renameFolder(folder, name)}
    />
  )
}

/** Dialog that saves the draft. Replaces a request with the same name in the same folder. */
export function SaveRequestDialog() {
  const draft = useActiveTab((data) => data.draft)
  const savedId = useActiveTab((data) => data.savedId)
  const requests = useSavedStore((data) => data.requests)
  const opened = requests.find(({ id }) => id === savedId)
  const replacedBy = (name: string, folder: string): SavedRequest | undefined => {
    const same = requests.filter((request) => request.name === name && request.folder === folder)
    return same.find((request) => request === opened) ?? same[0]
  }
  return (
    <NameDialog
      title="Save the request"
      name={opened?.name ?? operationOf(draft)?.title ?? shortPath(draft.path)}
      folder={opened?.folder ?? ''}
      submitLabel={(name, folder) => (replacedBy(name, folder) ? 'Replace' : 'Save')}
      note={(name, folder) =>
        `Path, parameters and body are saved in the user data folder with their variables, without secrets.${
          replacedBy(name, folder) ? ' This replaces the request saved under this name.' : ''
        }`
      }
      onSubmit={(name, folder) => saveRequest(name, folder, replacedBy(name, folder)?.id)}
    />
  )
}

interface NameDialogProps {
  readonly title: string
  readonly name: string
  /** Initial folder. If undefined, the form has no folder field. */
  readonly folder?: string
  readonly help?: (name: string) => string | undefined
  readonly note?: (name: string, folder: string) => string
  readonly submitLabel?: (name: string, folder: string) => string
  readonly onSubmit: (name: string, folder: string) => Promise<unknown>
}

/** Form for the name and, optionally, the folder of saved requests. */
function NameDialog(props: NameDialogProps) {
  const { title, help, note, submitLabel = () => 'Rename', onSubmit } = props
  const [text, setText] = useState(props.name)
  const [folderText, setFolderText] = useState(props.folder ?? '')
  const { busy, problem, setProblem, run } = useAction()
  const name = text.trim()
  const folder = folderText.trim()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void run(async (close) => {
      if (name === '') return 'Enter a name.'
      await onSubmit(name, folder)
      close()
      return undefined
    })
  }
  return (
    <Dialog title={title} onClose={closeOverlay}>
      <form className="profile-form stack" onSubmit={submit}>
        <TextField
          label="Name"
          value={text}
          error={problem}
          help={help?.(name)}
          maxLength={100}
          initial
          onChange={(next) => {
            setText(next)
            setProblem(undefined)
          }}
        />
        {props.folder !== undefined && <FolderField folder={folderText} onFolder={setFolderText} />}
        {note && <p className="dialog-text">{note(name, folder)}</p>}
        <DialogButtons confirm={submitLabel(name, folder)} busy={busy} onCancel={closeOverlay} />
      </form>
    </Dialog>
  )
}

function FolderField({ folder, onFolder }: { readonly folder: string; readonly onFolder: (folder: string) => void }) {
  const requests = useSavedStore((data) => data.requests)
  const folders = [...new Set(requests.map((request) => request.folder))].filter((each) => each !== '')
  const typed = folder.toLowerCase()
  const offered = folders.includes(folder) ? folders : folders.filter((each) => each.toLowerCase().includes(typed))
  return (
    <Field label="Folder" help="Choose a folder, enter a new one, or leave empty.">
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
