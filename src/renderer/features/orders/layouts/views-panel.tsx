import { Bookmark, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { Field } from '../../../ui/field.tsx'
import { useBlotterStore } from '../blotter-store.ts'
import { chooseLayout, deleteLayout, saveLayout } from './layout-actions.ts'
import { isSameLayout } from './same-layout.ts'

export const VIEWS_BUTTON = 'blotter-views'

/** Saved views: columns, filter and sort under a name. */
export function ViewsPanel() {
  const chosen = useBlotterStore((data) => data.chosen)
  const changed = useBlotterStore(({ look, named }) => {
    const saved = named.find(({ name }) => name === chosen)
    return saved !== undefined && !isSameLayout(saved.layout, look)
  })
  return (
    <DropPanel
      id={VIEWS_BUTTON}
      look="quiet"
      icon={<Bookmark size={13} aria-hidden="true" />}
      label={chosen === undefined ? 'Views' : <span className="view-name">{`${chosen}${changed ? ' *' : ''}`}</span>}
      {...(chosen !== undefined && {
        buttonLabel: `Saved views: ${chosen}${changed ? ', changed since' : ''}`,
      })}
      panelLabel="Saved views"
    >
      {(close) => <Views close={close} changed={changed} />}
    </DropPanel>
  )
}

function Views({ close, changed }: { readonly close: () => void; readonly changed: boolean }) {
  const { named, chosen } = useBlotterStore()
  return (
    <>
      {named.length === 0 && (
        <p className="drop-note">A view keeps columns, filter and sort under a name. None is saved for this profile.</p>
      )}
      {named.length > 0 && (
        <ul className="view-list" aria-label="Saved views">
          {named.map(({ name }) => (
            <li key={name} className="view-line">
              <button
                type="button"
                className="view-choice"
                aria-current={name === chosen ? 'true' : undefined}
                onClick={() => {
                  chooseLayout(name)
                  close()
                }}
              >
                {name}
              </button>
              <Button
                look="quiet"
                icon={<Trash2 size={13} aria-hidden="true" />}
                aria-label={`Delete the view ${name}`}
                title="Delete the view"
                onClick={() => void deleteLayout(name)}
              />
            </li>
          ))}
        </ul>
      )}
      {chosen !== undefined && changed && (
        <Button onClick={() => void saveLayout(chosen)}>Save the changes to “{chosen}”</Button>
      )}
      <SaveAs close={close} />
    </>
  )
}

function SaveAs({ close }: { readonly close: () => void }) {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const taken = useBlotterStore((data) => data.named.some((each) => each.name === name.trim()))
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') {
      setProblem('A view needs a name.')
      return
    }
    const failure = await saveLayout(name.trim())
    setProblem(failure)
    if (failure === undefined) close()
  }
  return (
    <form className="view-form" onSubmit={(event) => void submit(event)}>
      <Field label="Save what is shown as" error={problem}>
        {(control) => (
          <input
            {...control}
            className="input"
            data-initial-focus
            autoComplete="off"
            maxLength={60}
            placeholder="Working limits"
            value={name}
            onChange={(event) => {
              setName(event.target.value)
              setProblem(undefined)
            }}
          />
        )}
      </Field>
      <Button type="submit">{taken ? 'Replace' : 'Save'}</Button>
    </form>
  )
}
