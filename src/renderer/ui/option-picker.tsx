import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { indexAfterKey } from './grid/list-keys.ts'

interface OptionPickerProps {
  /** Accessible name of the input. */
  readonly label: string
  /** Accessible name of the list. */
  readonly listLabel: string
  readonly placeholder: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly options: readonly { readonly id: string; readonly content: ReactNode }[]
  /** Index of the initially active option. Default: 0. */
  readonly startAt?: number
  readonly onChoose: (index: number) => void
  /** Key that opens the dialog with Ctrl or Cmd, and closes it when pressed again. */
  readonly closeKey: string
  readonly onClose: () => void
}

/** Number of options to move by on PageUp and PageDown. */
const PAGE = 10

/** Searchable list in a dialog, following the ARIA combobox pattern. */
export function OptionPicker(props: OptionPickerProps) {
  const { label, listLabel, placeholder, query, onQuery, options, startAt = 0, onChoose, closeKey, onClose } = props
  const [at, setAt] = useState(startAt)
  const list = useRef<HTMLDivElement>(null)
  const base = useId()
  const active = options[at]

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event
    const isAtEnd = (key === 'ArrowUp' && at === 0) || (key === 'ArrowDown' && at === options.length - 1)
    // Home and End move the caret in the query.
    const next = /^(Arrow|Page)/.test(key)
      ? indexAfterKey(key, { index: isAtEnd ? -1 : at, count: options.length, page: PAGE })
      : undefined
    if (next !== undefined) {
      event.preventDefault()
      setAt(next)
    } else if (key === 'Enter') {
      event.preventDefault()
      if (active) onChoose(at)
    } else if (key === closeKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onClose()
    }
  }

  return (
    <>
      <input
        className="picker-input wide"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${base}list`}
        aria-activedescendant={active ? `${base}${at}` : undefined}
        aria-autocomplete="list"
        placeholder={placeholder}
        data-initial-focus
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          onQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        role="listbox"
        id={`${base}list`}
        aria-label={listLabel}
        className="picker-list scroll"
        tabIndex={-1}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input.
          // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant marks the active option.
          <div
            key={option.id}
            id={`${base}${index}`}
            role="option"
            aria-selected={index === at}
            className="picker-option choice row"
            onPointerMove={() => setAt(index)}
            onClick={() => onChoose(index)}
          >
            {option.content}
          </div>
        ))}
      </div>
    </>
  )
}
