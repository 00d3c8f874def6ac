import { useRef } from 'react'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { KeyHint } from '../key-hint.tsx'
import './menu.css'

export interface ContextMenuItem {
  readonly id: string
  readonly title: string
  /** Its shortcut, in tinykeys' notation; shown only. */
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}

/** Where it opens, in px of the window. */
export interface MenuPosition {
  readonly x: number
  readonly y: number
}

interface ContextMenuProps {
  readonly label: string
  readonly items: readonly ContextMenuItem[]
  readonly position: MenuPosition
  /** Must unmount the menu at once and give the focus back, so that an item can open a dialog. */
  readonly onClose: () => void
}

/** A menu at a point of the window. Rendered while it is open. */
export function ContextMenu({ label, items, position, onClose }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={anchor} className="menu-anchor" style={{ left: position.x, top: position.y }} />
      <Popover
        className="menu-popover"
        aria-label={label}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen
        onOpenChange={(open) => open || onClose()}
        onContextMenu={(event) => event.preventDefault()}
      >
        <Menu
          className="menu"
          aria-label={label}
          autoFocus="first"
          disabledKeys={items.flatMap(({ id, disabled }) => (disabled === true ? [id] : []))}
          onAction={(id) => {
            onClose()
            items.find((item) => item.id === id)?.run()
          }}
        >
          {items.map(({ id, title, keys }) => (
            <MenuItem key={id} id={id} textValue={title} className="menu-item">
              <span>{title}</span>
              {keys !== undefined && <KeyHint keys={keys} bare />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  )
}
