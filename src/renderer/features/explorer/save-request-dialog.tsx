import { type FormEvent, useState } from 'react'
import { useExplorerStore } from '../../stores/explorer-store.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSavedStore } from '../../stores/saved-store.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { operationOf } from './draft-operation.ts'
import { saveRequest } from './saved-actions.ts'
import { shortPath } from './short-path.ts'

/** A name and a folder for what stands in the form. */
export function SaveRequestDialog() {
  const draft = useExplorerStore((data) => data.draft)
  const savedId = useExplorerStore((data) => data.savedId)
  const requests = useSavedStore((data) => data.requests)
  const before = requests.find(({ id }) => id === savedId)
  const [name, setName] = useState(before?.name ?? operationOf(draft)?.title ?? shortPath(draft.path))
  const [folder, setFolder] = useState(before?.folder ?? '')
  const [problem, setProblem] = useState<string>()
  const folders = [...new Set(requests.map((request) => request.folder))].filter((each) => each !== '')
  const offered = folders.filter((each) => each !== folder && each.toLowerCase().includes(folder.toLowerCase()))

  const save = async (id: string | undefined): Promise<void> => {
    if (name.trim() === '') return setProblem('It needs a name.')
    const refused = await saveRequest(name.trim(), folder.trim(), id)
    if (refused === undefined) closeOverlay()
    else setProblem(refused)
  }
  return (
    <Dialog title="Save the request" onClose={closeOverlay}>
      <form
        className="profile-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void save(before?.id)
        }}
      >
        <Field label="Name" error={problem}>
          {(control) => (
            <input
              {...control}
              className="input"
              data-initial-focus
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Folder" help="An existing one, a new one, or none.">
          {(control) => (
            <Combobox
              control={control}
              className="input"
              listLabel="Folders"
              maxLength={100}
              text={folder}
              onText={setFolder}
              options={offered.map((each) => ({ id: each, content: each }))}
              onChoose={(at) => setFolder(offered[at] ?? folder)}
            />
          )}
        </Field>
        <p className="dialog-text">
          Path, parameters and body are kept in the user data folder as they stand, with their variables; secrets are
          taken out.
        </p>
        <div className="dialog-actions">
          <Button look="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          {before && <Button onClick={() => void save(undefined)}>Save as another</Button>}
          <Button look="primary" type="submit">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
