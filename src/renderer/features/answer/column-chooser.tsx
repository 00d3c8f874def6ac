import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { MOST_SHOWN, type TableState } from './use-table.ts'

/** Which columns of a table are shown. */
export function ColumnChooser({ table, icon }: { readonly table: TableState; readonly icon: ReactNode }) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return
    const onPointer = (event: PointerEvent): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [open])
  const shown = new Set(table.shown.map(({ name }) => name))
  const toggle = (name: string): void => {
    const next = shown.has(name) ? [...shown].filter((each) => each !== name) : [...shown, name]
    if (next.length > 0) table.chooseColumns(next)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only closes what is open in it, as a click elsewhere does.
    <div
      ref={place}
      className="column-chooser"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        setOpen(false)
        place.current?.querySelector('button')?.focus()
        event.stopPropagation()
        event.preventDefault()
      }}
    >
      <Button look="quiet" icon={icon} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        Columns {table.shown.length} of {table.columns.length}
      </Button>
      {open && (
        <fieldset id={id} className="column-list" aria-label="Columns">
          {table.leftOut > 0 && <p className="column-note">{table.leftOut} more names have no column here.</p>}
          {table.columns.map(({ name }) => (
            <label key={name} className="check">
              <input
                type="checkbox"
                checked={shown.has(name)}
                disabled={!shown.has(name) && shown.size >= MOST_SHOWN}
                onChange={() => toggle(name)}
              />
              <bdi>{name === '' ? '(no name)' : name}</bdi>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
