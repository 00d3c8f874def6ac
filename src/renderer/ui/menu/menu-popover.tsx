import { useRef } from 'react'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { KeyHint } from '../key-hint.tsx'

export interface ContextMenuItem {
  readonly id: string
  readonly title: string
  /** Displayed shortcut in tinykeys notation. The menu does not bind the shortcut. */
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}

/** Position in the window, in px. */
export interface MenuPosition {
  readonly x: number
  readonly y: number
}

export interface ContextMenuProps {
  readonly label: string
  readonly items: readonly ContextMenuItem[]
  readonly position: MenuPosition
  /** Must unmount the menu and return the focus synchronously, so that an item can open a dialog. */
  readonly onClose: () => void
}

export function MenuPopover({ label, items, position, onClose }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={anchor} className="menu-anchor" style={{ left: position.x, top: position.y }} />
      <Popover
        className="popover floating"
        aria-label={label}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen
        onOpenChange={(open) => open || onClose()}
        onContextMenu={(event) => event.preventDefault()}
      >
        <Menu
          className="popover-list grow scroll"
          aria-label={label}
          autoFocus="first"
          disabledKeys={items.flatMap(({ id, disabled }) => (disabled === true ? [id] : []))}
          onAction={(id) => {
            onClose()
            items.find((item) => item.id === id)?.run()
          }}
        >
          {items.map(({ id, title, keys }) => (
            <MenuItem key={id} id={id} textValue={title} className="popover-option choice spread row">
              <span>{title}</span>
              {keys !== undefined && <KeyHint keys={keys} bare />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  )
}
