import { Fragment, useRef } from 'react'
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components'
import { KeyHint } from './key-hint.tsx'
import { ReturnFocus } from './return-focus.tsx'

export interface MenuEntry {
  readonly label: string
  /** The shortcut that does the same, in tinykeys' notation. */
  readonly keys?: string | undefined
  readonly disabled?: boolean
  /** It cannot be undone. */
  readonly danger?: boolean
  /** A line above it. */
  readonly startsGroup?: boolean
  readonly run: () => void
}

/** An element, or a point of the window in px. */
export type MenuAnchor = HTMLElement | { readonly x: number; readonly y: number }

export interface OpenMenu {
  readonly label: string
  readonly anchor: MenuAnchor
  readonly entries: readonly MenuEntry[]
}

/** The open menu. */
export function MenuPopover({ label, anchor, entries, onClose }: OpenMenu & { readonly onClose: () => void }) {
  const point = useRef<HTMLSpanElement>(null)
  const isElement = anchor instanceof HTMLElement
  const element = useRef(isElement ? anchor : null)
  return (
    <>
      {!isElement && <span ref={point} className="menu-point" style={{ left: anchor.x, top: anchor.y }} />}
      <Popover
        isOpen
        triggerRef={isElement ? element : point}
        placement="bottom start"
        offset={2}
        className="popover"
        onOpenChange={(isOpen) => !isOpen && onClose()}
      >
        <ReturnFocus />
        <Menu aria-label={label} autoFocus="first" onClose={onClose}>
          {entries.map((entry) => (
            <Fragment key={entry.label}>
              {entry.startsGroup && <Separator className="menu-separator" />}
              <MenuItem
                id={entry.label}
                textValue={entry.label}
                isDisabled={entry.disabled ?? false}
                className="popover-option"
                data-danger={entry.danger || undefined}
                // After the menu has closed and returned the focus, so that the command may move it.
                onAction={() => queueMicrotask(entry.run)}
              >
                <span>{entry.label}</span>
                {entry.keys !== undefined && <KeyHint keys={entry.keys} bare />}
              </MenuItem>
            </Fragment>
          ))}
        </Menu>
      </Popover>
    </>
  )
}
