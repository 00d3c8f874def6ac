import { useSavedStore } from '../../stores/saved-store.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'

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
