import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

export interface PickerOption {
  readonly id: string
  readonly content: ReactNode
}

interface OptionPickerProps {
  /** Names the input. */
  readonly label: string
  /** Names the list of what was found. */
  readonly listLabel: string
  readonly placeholder: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly options: readonly PickerOption[]
  /** Where the cursor stands at first. */
  readonly startAt?: number
  readonly onChoose: (index: number) => void
  /** The keys that opened it close it again. */
  readonly closeKey: string
  readonly onClose: () => void
}

/** A search over a list, for a dialog: typing finds, arrows move, Enter chooses, as ARIA's combobox says. */
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
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step !== undefined && options.length > 0) {
      event.preventDefault()
      const wraps = Math.abs(step) === 1
      setAt((now) =>
        wraps ? (now + step + options.length) % options.length : Math.min(Math.max(now + step, 0), options.length - 1),
      )
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (active) onChoose(at)
    } else if (event.key === closeKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onClose()
    }
  }

  return (
    <>
      <input
        className="picker-input"
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
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard chooses from the input, as ARIA's combobox says.
          // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant.
          <div
            key={option.id}
            id={`${base}${index}`}
            role="option"
            aria-selected={index === at}
            className="picker-option choice"
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
