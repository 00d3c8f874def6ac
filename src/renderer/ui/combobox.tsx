import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import './combobox.css'

export interface ComboboxOption {
  readonly id: string
  readonly content: ReactNode
  /** Whether the option is exactly the text that the user entered. */
  readonly exact?: boolean
  /** Heading above this option and those of the same group that follow it. */
  readonly group?: string
}

interface ComboboxProps {
  /** Ids that connect the input to its label, help and error. */
  readonly control: {
    readonly id?: string
    readonly 'aria-label'?: string
    readonly 'aria-describedby'?: string | undefined
    readonly 'aria-invalid'?: true | undefined
  }
  readonly className: string
  readonly listLabel: string
  readonly placeholder?: string | undefined
  readonly focusFirst?: boolean
  readonly maxLength?: number
  readonly text: string
  readonly onText: (text: string) => void
  readonly options: readonly ComboboxOption[]
  readonly onChoose: (index: number) => void
  /** Whether the first option is highlighted, so that Enter chooses it. Options with `exact: false` are skipped. */
  readonly choosesFirst?: boolean
  /** Whether a search is in progress. Enter then waits for an exact match. */
  readonly searching?: boolean
  /** Called if the user presses Enter during a search. If set, the parent chooses the match. */
  readonly onEnterEarly?: () => void
  /** Content below the list, or instead of an empty list. */
  readonly note?: ReactNode
  /** Called if the user leaves the field, or presses Enter although no option is highlighted. */
  readonly onLeave?: (by: 'blur' | 'Escape' | 'Enter') => void
}

/** Text field with a list of options, following the ARIA combobox pattern. */
export function Combobox(props: ComboboxProps) {
  const { control, listLabel, text, options, choosesFirst = false, searching = false, note, onChoose, onText } = props
  const base = useId()
  const input = useRef<HTMLInputElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const first = choosesFirst ? firstChoice(options) : -1
  const [moved, setMoved] = useState<number>()
  const at = moved ?? first
  const shown = open && (options.length > 0 || note !== undefined)

  const { focusFirst = false } = props
  useEffect(() => {
    if (focusFirst) input.current?.focus()
  }, [focusFirst])

  useEffect(() => {
    const list = popup.current
    const anchor = input.current
    if (!shown || !list || !anchor) return
    list.showPopover()
    placePopup(list, anchor)
    let placed = positionOf(anchor)
    // Scrolling, another size of the window, and a note that appears above the field move it.
    const follow = (): void => {
      frame = requestAnimationFrame(follow)
      const now = positionOf(anchor)
      if (now === placed) return
      placed = now
      const { left, top, width, height } = anchor.getBoundingClientRect()
      if (document.elementFromPoint(left + width / 2, top + height / 2) === anchor) placePopup(list, anchor)
      else setOpen(false)
    }
    let frame = requestAnimationFrame(follow)
    return () => {
      cancelAnimationFrame(frame)
      if (list.isConnected) list.hidePopover()
    }
  }, [shown])

  useEffect(() => {
    if (shown) document.getElementById(`${base}${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at, base, shown])

  /** Whether Tab chooses the highlighted option. */
  const choosesOnBlur = useRef(false)
  const [entered, setEntered] = useState<string>()
  const choose = (index: number): void => {
    setOpen(false)
    setEntered(undefined)
    setMoved(undefined)
    onChoose(index)
  }
  const isMeant = !searching && entered !== undefined && entered === text && options[0]?.exact === true
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when the match is found
  useEffect(() => {
    if (isMeant) choose(0)
  }, [isMeant])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return
    choosesOnBlur.current = event.key === 'Tab' && shown && choosesFirst && at !== first
    // If scrolling has closed the list, Enter opens the list instead of submitting the form.
    const opens = event.key === 'ArrowDown' || (event.key === 'Enter' && choosesFirst && options.length > 0)
    if (event.key === 'Enter' && searching) (props.onEnterEarly ?? (() => setEntered(text)))()
    else if (opens && !shown) setOpen(true)
    else if (!shown) return
    else if (event.key === 'ArrowDown') setMoved(Math.min(at + 1, options.length - 1))
    else if (event.key === 'ArrowUp') setMoved(Math.max(at - 1, Math.min(first, 0)))
    else if (event.key === 'Enter' && options[at]) choose(at)
    else if (event.key === 'Enter' && choosesFirst && options.length > 0) props.onLeave?.('Enter')
    else if (event.key === 'Escape') {
      setOpen(false)
      setEntered(undefined)
      props.onLeave?.('Escape')
    } else return
    event.preventDefault()
  }

  return (
    <>
      <input
        {...control}
        ref={input}
        className={props.className}
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${base}list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && options[at] ? `${base}${at}` : undefined}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={props.maxLength}
        value={text}
        onChange={(event) => {
          setOpen(true)
          setMoved(undefined)
          setEntered(undefined)
          onText(event.target.value)
        }}
        onClick={() => text === '' && setOpen(true)}
        onKeyDown={onKeyDown}
        // Opens the list again if the text of the input has no match.
        onFocus={() => control['aria-invalid'] && choosesFirst && options.length > 0 && setOpen(true)}
        onBlur={() => {
          setOpen(false)
          setEntered(undefined)
          if (choosesOnBlur.current && options[at]) choose(at)
          else props.onLeave?.('blur')
          choosesOnBlur.current = false
        }}
      />
      <div ref={popup} popover="manual" className="combobox-popup floating scroll">
        <div id={`${base}list`} className="combobox-list" role="listbox" aria-label={listLabel} tabIndex={-1}>
          {shown &&
            groupsOf(options).map(({ heading, first: start, members }) => {
              const list = members.map((option, place) => (
                // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant refers to the options.
                <div
                  key={option.id}
                  id={`${base}${start + place}`}
                  role="option"
                  aria-selected={start + place === at}
                  className="combobox-option nowrap"
                  // The mousedown event fires before the input loses the focus, unlike click.
                  onMouseDown={(event) => {
                    event.preventDefault()
                    choose(start + place)
                  }}
                  onPointerMove={() => setMoved(start + place)}
                >
                  {option.content}
                </div>
              ))
              return heading === undefined ? (
                list
              ) : (
                // biome-ignore lint/a11y/useSemanticElements: a fieldset may not be in a listbox.
                <div key={start} role="group" aria-label={heading} className="combobox-group">
                  <div className="combobox-heading small tertiary" aria-hidden="true">
                    {heading}
                  </div>
                  {list}
                </div>
              )
            })}
        </div>
        {shown && note}
      </div>
    </>
  )
}

/** Returns the index of the first option that Enter may choose without being highlighted by the user; -1 if none. */
export const firstChoice = (options: readonly Pick<ComboboxOption, 'exact'>[]): number =>
  options.findIndex(({ exact }) => exact !== false)

/** Largest width of the list in px, as in the style sheet. */
const MAX_WIDTH = 480

/** Position of a field in the window, and the size of the window, as one text to compare. */
function positionOf(anchor: HTMLElement): string {
  const { left, top, width, height } = anchor.getBoundingClientRect()
  return [left, top, width, height, window.innerWidth, window.innerHeight].join(' ')
}

/** Places the list below its field, or above it without room, within the window. */
function placePopup(list: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect()
  const below = window.innerHeight - box.bottom
  const up = below < 160 && box.top > below
  // At the right edge of the window, a wide list grows to the left.
  const toLeft = box.left + MAX_WIDTH > window.innerWidth && box.left > window.innerWidth - box.right
  Object.assign(list.style, {
    left: toLeft ? 'auto' : `${box.left}px`,
    right: toLeft ? `${window.innerWidth - box.right}px` : 'auto',
    minWidth: `${box.width}px`,
    top: up ? 'auto' : `${box.bottom + 2}px`,
    bottom: up ? `${window.innerHeight - box.top + 2}px` : 'auto',
    maxHeight: `${Math.min(260, (up ? box.top : below) - 8)}px`,
  })
}

interface OptionGroup {
  readonly heading: string | undefined
  /** Index of its first option in the whole list. */
  readonly first: number
  readonly members: ComboboxOption[]
}

/** Splits options into groups of successive options with the same heading. */
function groupsOf(options: readonly ComboboxOption[]): readonly OptionGroup[] {
  const groups: OptionGroup[] = []
  for (const [first, option] of options.entries()) {
    const last = groups.at(-1)
    if (last !== undefined && last.heading === option.group) last.members.push(option)
    else groups.push({ heading: option.group, first, members: [option] })
  }
  return groups
}
