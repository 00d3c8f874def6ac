import { type MouseEvent, type ReactNode, useState } from 'react'
import { Later, laterPart } from './later.tsx'
import type { MenuAnchor, MenuEntry, OpenMenu } from './menu-popover.tsx'

/** React Aria's menu, fetched after the start. */
export const MENU_POPOVER = laterPart(async () => (await import('./menu-popover.tsx')).MenuPopover)

export interface MenuControl {
  /** The open menu: draw it anywhere in the component. */
  readonly element: ReactNode
  /** Opens it at an element, such as the button that was pressed, or at a point. */
  readonly open: (anchor: MenuAnchor, entries: readonly MenuEntry[]) => void
  /** For `onContextMenu`: opens it at the pointer, or at the element if the menu key was pressed. */
  readonly openContext: (event: MouseEvent<HTMLElement>, entries: readonly MenuEntry[]) => void
}

/** A menu of the component: a context menu, or the menu of a button. */
export function useMenu(label: string): MenuControl {
  const [menu, setMenu] = useState<OpenMenu>()
  const open: MenuControl['open'] = (anchor, entries) => setMenu({ label, anchor, entries })
  return {
    element: menu && <Later part={MENU_POPOVER} props={{ ...menu, onClose: () => setMenu(undefined) }} />,
    open,
    openContext(event, entries) {
      if (entries.length === 0) return
      event.preventDefault()
      const atPointer = event.button === 2 || event.clientX > 0 || event.clientY > 0
      open(atPointer ? { x: event.clientX, y: event.clientY } : event.currentTarget, entries)
    },
  }
}
