import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { operations } from '../../../shared/catalogue/operations.ts'
import { COMMANDS } from '../../commands/command-table.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { openOperation } from '../explorer/explorer-actions.ts'
import { commandEntry, type FoundEntry, findEntries, operationEntry, type PaletteEntry } from './palette-entries.ts'
import './palette.css'

const operationEntries = operations.map(operationEntry)

/** Everything the console can do, one query away. */
export function Palette() {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const base = useId()
  const entries = useMemo<readonly PaletteEntry[]>(
    () => [
      ...COMMANDS.filter((each) => each.id !== 'palette' && (each.available?.() ?? true)).map(commandEntry),
      ...operationEntries,
    ],
    [],
  )
  const found = useMemo(() => findEntries(query, entries), [query, entries])
  const active = found[at]

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const choose = (chosen: FoundEntry | undefined): void => {
    if (!chosen) return
    closeOverlay()
    // After the dialog gave the focus back, so that a command may move it.
    requestAnimationFrame(() => run(chosen.entry))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      const wraps = Math.abs(step) === 1
      setAt((now) =>
        wraps ? (now + step + found.length) % found.length : Math.min(Math.max(now + step, 0), found.length - 1),
      )
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(active)
    } else if (event.key === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      closeOverlay()
    }
  }

  return (
    <Dialog title="Command palette" titleHidden size="palette" onClose={closeOverlay}>
      <input
        className="palette-input"
        role="combobox"
        aria-label="Search commands and operations"
        aria-expanded="true"
        aria-controls={`${base}list`}
        aria-activedescendant={active ? `${base}${at}` : undefined}
        aria-autocomplete="list"
        placeholder="Search commands and operations…"
        data-initial-focus
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} role="listbox" id={`${base}list`} aria-label="Results" className="palette-list" tabIndex={-1}>
        {found.map((each, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard chooses from the input, as ARIA's combobox says.
          // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant.
          <div
            key={each.entry.id}
            id={`${base}${index}`}
            role="option"
            aria-selected={index === at}
            className="palette-option"
            onPointerMove={() => setAt(index)}
            onClick={() => choose(each)}
          >
            <EntryLine found={each} />
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className="palette-empty">
          Nothing matches “{query}”. Try a path such as <code>portfolio</code>, or a word such as <code>theme</code>.
        </p>
      )}
      <p className="palette-foot" aria-live="polite">
        <span className="visually-hidden">{found.length} results. </span>
        <span className="palette-key">
          <KeyHint keys="ArrowUp ArrowDown" bare /> move
        </span>
        <span className="palette-key">
          <KeyHint keys="Enter" bare /> choose
        </span>
        <span className="palette-key">
          <KeyHint keys="Escape" bare /> close
        </span>
      </p>
    </Dialog>
  )
}

function run(entry: PaletteEntry): void {
  if (entry.kind === 'command') entry.command.run()
  else openOperation(entry.operation)
}

function EntryLine({ found: { entry, positions } }: { readonly found: FoundEntry }) {
  if (entry.kind === 'command') {
    return (
      <>
        <span className="palette-text">
          <Highlighted text={entry.text} positions={positions} />
        </span>
        <span className="palette-group">{entry.command.group}</span>
        {entry.command.keys !== undefined && <KeyHint keys={entry.command.keys} />}
      </>
    )
  }
  const split = entry.operation.method.length
  return (
    <>
      <span className="palette-text">
        <span className="method" data-effect={entry.operation.effect}>
          {entry.text.slice(0, split)}
        </span>
        <Highlighted text={entry.text} positions={positions} from={split} />
      </span>
      {entry.operation.legacy && <span className="palette-group">legacy</span>}
    </>
  )
}

function Highlighted(props: { readonly text: string; readonly positions: readonly number[]; readonly from?: number }) {
  const { text, positions, from = 0 } = props
  const marked = new Set(positions)
  const pieces: { readonly text: string; readonly at: number; readonly marked: boolean }[] = []
  for (let at = from; at < text.length; ) {
    let end = at + 1
    while (end < text.length && marked.has(end) === marked.has(at)) end += 1
    pieces.push({ text: text.slice(at, end), at, marked: marked.has(at) })
    at = end
  }
  return pieces.map((piece) => (piece.marked ? <mark key={piece.at}>{piece.text}</mark> : piece.text))
}
