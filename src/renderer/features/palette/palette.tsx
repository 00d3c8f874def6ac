import { useEffect, useMemo, useState } from 'react'
import { positionKey } from '../../../shared/domain/position.ts'
import { type Command, isAvailable, registeredCommands } from '../../commands/command.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { OptionPicker } from '../../ui/option-picker.tsx'
import { PickerFoot } from '../../ui/picker-foot.tsx'
import { positionCommands, useAccountFeed } from '../account/index.ts'
import { catalogueOperations } from '../catalogue/index.ts'
import { openOperation, prepareForm } from '../explorer/index.ts'
import { savedViewCommands } from '../orders/index.ts'
import { profileCommands } from '../profiles/index.ts'
import { commandEntry, type FoundEntry, findWithSymbols, operationEntry, type PaletteEntry } from './palette-entries.ts'
import './palette.css'

/** Length of a query that may name a position. */
const SHORTEST_QUERY = 2
/** Typing pause before the form of the first entry is prepared, in ms. */
const PAUSE_MS = 60

/** Dialog that searches all commands, operations and symbols. */
export function Palette() {
  const [query, setQuery] = useState('')
  const entries = useMemo<readonly PaletteEntry[]>(
    () => [
      ...registeredCommands()
        .filter((each) => each.id !== 'palette' && isAvailable(each))
        .map(commandEntry),
      ...[...profileCommands(), ...savedViewCommands()].map(commandEntry),
      ...catalogueOperations().map(operationEntry),
    ],
    [],
  )
  // Each list is a request to IBKR, so it is read only when it may be needed.
  const [hasQuery, setHasQuery] = useState(false)
  const positions = useAccountFeed('positions.feed', 'Positions', positionKey, hasQuery).rows
  const found = useMemo(() => {
    // Without a query, only the commands that always exist are listed.
    const ofPositions = query.trim() === '' ? [] : positionCommands([...(positions?.values() ?? [])], query)
    return findWithSymbols(query, [...entries, ...ofPositions.map(commandEntry)])
  }, [query, entries, positions])

  const likeliest = found[0]?.entry
  useEffect(() => {
    const timer = setTimeout(
      () => prepareForm(likeliest?.kind === 'operation' ? likeliest.operation : undefined),
      PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [likeliest])

  const choose = (index: number): void => {
    const chosen = found[index]
    if (!chosen) return
    const { entry } = chosen
    closeOverlay()
    // React opens the operation and closes the dialog in the same render.
    if (entry.kind === 'operation') openOperation(entry.operation)
    // Runs after the closed dialog has returned the focus, so that the command can move the focus.
    else queueMicrotask(entry.command.run)
  }

  return (
    <Dialog title="Command palette" titleHidden size="palette" onClose={closeOverlay}>
      <OptionPicker
        label="Search commands and operations"
        listLabel="Results"
        placeholder="Search commands and operations…"
        query={query}
        onQuery={(text) => {
          setQuery(text)
          if (text.trim().length >= SHORTEST_QUERY) setHasQuery(true)
        }}
        options={found.map((each) => ({ id: each.entry.id, content: <EntryLine found={each} /> }))}
        onChoose={choose}
        closeKey="k"
        onClose={closeOverlay}
      />
      {found.length === 0 && (
        <p className="picker-empty secondary">
          No matches for “{query}”. Try a path such as <code>portfolio</code>, or a word such as <code>theme</code>.
        </p>
      )}
      <PickerFoot found={found.length} />
    </Dialog>
  )
}

/** Reports whether the title names the group, such as "Go to Orders" or "Refresh orders". */
const isNamedIn = ({ title, group }: Command): boolean => title.toLowerCase().includes(group.toLowerCase())

function EntryLine({ found: { entry, positions } }: { readonly found: FoundEntry }) {
  if (entry.kind === 'command') {
    return (
      <>
        <span className="palette-text grow ellipsis">
          <Highlighted text={entry.text} positions={positions} />
        </span>
        {!isNamedIn(entry.command) && <span className="small tertiary">{entry.command.group}</span>}
        {entry.command.keys !== undefined && <KeyHint keys={entry.command.keys} />}
      </>
    )
  }
  const split = entry.operation.method.length
  return (
    <>
      <span className="palette-text grow ellipsis">
        <span className="method" data-effect={entry.operation.effect}>
          {entry.text.slice(0, split)}
        </span>
        <Highlighted text={entry.text} positions={positions} from={split} />
      </span>
      {entry.operation.legacy && <span className="small tertiary">legacy</span>}
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
