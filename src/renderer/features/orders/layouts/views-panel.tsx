import { Bookmark, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useBlotterStore } from '../blotter-store.ts'
import { deleteView, isSameLayout, saveView, showSavedView } from './layouts.ts'

export const VIEWS_BUTTON = 'blotter-views'

/** Panel with saved views. A view consists of columns, filter and sort order. */
export function ViewsPanel() {
  const selected = useBlotterStore((data) => data.selectedView)
  const changed = useBlotterStore(({ layout, savedViews }) => {
    const saved = savedViews.find(({ name }) => name === selected)
    return saved !== undefined && !isSameLayout(saved.layout, layout)
  })
  return (
    <DropPanel
      id={VIEWS_BUTTON}
      look="quiet"
      icon={<Bookmark size={13} aria-hidden="true" />}
      label={
        selected === undefined ? (
          'Views'
        ) : (
          <span className="view-name ellipsis">{`${selected}${changed ? ' *' : ''}`}</span>
        )
      }
      {...(selected !== undefined && { buttonLabel: `Saved views: ${selected}${changed ? ', modified' : ''}` })}
      panelLabel="Saved views"
    >
      {(close) => <Views close={close} changed={changed} />}
    </DropPanel>
  )
}

function Views({ close, changed }: { readonly close: () => void; readonly changed: boolean }) {
  const { savedViews, selectedView } = useBlotterStore()
  return (
    <>
      {savedViews.length === 0 ? (
        <p className="drop-note small tertiary">
          No saved views in this profile. A view stores columns, filter and sort order.
        </p>
      ) : (
        <ul aria-label="Saved views">
          {savedViews.map(({ name }) => (
            <li key={name} className="row">
              <button
                type="button"
                className="choice grow ellipsis block row"
                aria-current={name === selectedView ? 'true' : undefined}
                onClick={() => {
                  showSavedView(name)
                  close()
                }}
              >
                {name}
              </button>
              <Button
                look="quiet"
                icon={<Trash2 size={13} aria-hidden="true" />}
                aria-label={`Delete the view ${name}`}
                title="Delete view"
                onClick={() => void deleteView(name)}
              />
            </li>
          ))}
        </ul>
      )}
      {selectedView !== undefined && changed && (
        <Button onClick={() => void saveView(selectedView)}>Update “{selectedView}”</Button>
      )}
      <SaveAs close={close} />
    </>
  )
}

function SaveAs({ close }: { readonly close: () => void }) {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const exists = useBlotterStore((data) => data.savedViews.some((each) => each.name === name.trim()))
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const failure = name.trim() === '' ? 'Enter a name.' : await saveView(name.trim())
    setProblem(failure)
    if (failure === undefined) close()
  }
  return (
    <form className="view-form row" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Save current view as"
        error={problem}
        initial
        maxLength={60}
        value={name}
        onChange={(next) => {
          setName(next)
          setProblem(undefined)
        }}
      />
      <Button type="submit">{exists ? 'Replace' : 'Save'}</Button>
    </form>
  )
}
