import { Later, laterPart } from '../later.tsx'
import type { ContextMenuProps } from './menu-popover.tsx'

export type { ContextMenuItem, MenuPosition } from './menu-popover.tsx'

/** React Aria's menu, loaded after startup. */
export const MENU_POPOVER = laterPart(async () => (await import('./menu-popover.tsx')).MenuPopover)

/** Menu at a position in the window. */
export function ContextMenu(props: ContextMenuProps) {
  return <Later part={MENU_POPOVER} props={props} onClose={props.onClose} />
}
