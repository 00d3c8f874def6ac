import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { Later, laterPart } from './later.tsx'

/** React Aria's list, loaded after startup. A closed select is only a button, so that long forms stay fast. */
export const SELECT_LIST = laterPart(async () => (await import('./select-list.tsx')).SelectList)

const prepare = (): void => void SELECT_LIST.prepare().catch(() => undefined)

export interface SelectOption<Value extends string | number> {
  readonly value: Value
  readonly label: string
}

interface SelectProps<Value extends string | number> {
  readonly value: Value
  /** A plain value is also its own label. */
  readonly options: readonly (Value | SelectOption<Value>)[]
  readonly onChange: (value: Value) => void
  /** Text shown if the value matches no option. */
  readonly placeholder?: string
  readonly className?: string
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-invalid'?: true | undefined
  readonly 'data-initial-focus'?: true | undefined
}

/** Select control. Letters choose an option in a form field, as in a native select, but are shortcuts in a toolbar. */
export function Select<Value extends string | number>({
  value,
  options: given,
  onChange,
  placeholder = '',
  className,
  ...control
}: SelectProps<Value>) {
  const button = useRef<HTMLButtonElement>(null)
  const listId = useId()
  const [open, setOpen] = useState(false)
  const typed = useRef({ text: '', at: 0 })
  const options = given.map((each) => (typeof each === 'object' ? each : { value: each, label: String(each) }))
  const labels = options.map(({ label }) => label)
  const at = options.findIndex((option) => option.value === value)

  /** Chooses the option that begins with the entered letters. */
  const chooseTyped = (event: KeyboardEvent): void => {
    const { text, at: before } = typed.current
    const prefix = (event.timeStamp - before < 1_000 ? text : '') + event.key.toLowerCase()
    typed.current = { text: prefix, at: event.timeStamp }
    const isMatch = (label: string): boolean => label.toLowerCase().startsWith(prefix)
    // Pressing a letter again chooses the next option that begins with the letter.
    const after = prefix.length === 1 ? labels.findIndex((label, index) => index > at && isMatch(label)) : -1
    const option = options[after < 0 ? labels.findIndex(isMatch) : after]
    if (option && option.value !== value) onChange(option.value)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setOpen(true)
    else if (control.id === undefined || event.key.length > 1 || event.key === ' ') return
    else chooseTyped(event)
    event.preventDefault()
  }

  return (
    <>
      <button
        {...control}
        ref={button}
        type="button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        className={classNames('input select row spread', className)}
        data-empty={value === '' || undefined}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onFocus={prepare}
        onPointerEnter={prepare}
      >
        <span className="ellipsis">{labels[at] ?? placeholder}</span>
        <ChevronDown size={12} aria-hidden="true" />
      </button>
      {open && (
        <Later
          part={SELECT_LIST}
          props={{
            id: listId,
            anchor: button,
            label: control['aria-label'] ?? button.current?.labels[0]?.textContent ?? 'Options',
            labels,
            selected: at,
            onChoose: (index: number) => {
              const option = options[index]
              if (option && option.value !== value) onChange(option.value)
            },
            onClose: () => setOpen(false),
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
