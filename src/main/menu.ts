import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import { COMMAND_GROUPS, COMMAND_LIST, type CommandGroup, type CommandId } from '../shared/domain/commands.ts'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  /** Whether the menu contains the developer tools. */
  readonly devTools: boolean
  readonly run: (id: CommandId) => void
}

/** Returns the menu of the window: the console's commands and the usual items of the platform. */
export function createMenuTemplate({ platform, devTools, run }: MenuOptions): MenuItemConstructorOptions[] {
  const group = (label: CommandGroup): MenuItemConstructorOptions => ({
    label,
    submenu: COMMAND_LIST.filter((command) => command.group === label).map((command) => {
      const accelerator = formatAccelerator(command.keys)
      return {
        id: command.id,
        label: command.title,
        // The menu only displays the shortcut, because the page handles it. On a Mac, the menu handles shortcuts that
        // the page ignores.
        ...(accelerator && { accelerator, registerAccelerator: false }),
        click: () => run(command.id),
      }
    }),
  })
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(devTools ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  }
  // Electron's role "windowMenu" contains "Close" with Ctrl+W, which would end the program and its session.
  const window: MenuItemConstructorOptions = {
    label: 'Window',
    role: 'window',
    submenu:
      platform === 'darwin' ? [{ role: 'minimize' }, { role: 'zoom' }, { role: 'front' }] : [{ role: 'minimize' }],
  }
  const own: MenuItemConstructorOptions =
    platform === 'darwin' ? { role: 'appMenu' } : { label: 'File', submenu: [{ role: 'quit' }] }
  const groups = COMMAND_GROUPS.filter((label) => label !== 'Help').map(group)
  return [own, { role: 'editMenu' }, ...groups, view, window, { ...group('Help'), role: 'help' }]
}

/** Returns the context menu for text, which Electron does not provide. Empty if there is nothing to copy or edit. */
export function createTextContextMenuTemplate({
  isEditable,
  selectionText,
  editFlags,
}: Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>): MenuItemConstructorOptions[] {
  if (!isEditable) return selectionText === '' ? [] : [{ role: 'copy' }]
  return [
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ]
}

export interface TrayMenuOptions {
  /** Profile and session state. */
  readonly status: string
  readonly keepRunning: boolean
  /** Undefined if the system cannot start programs at login. */
  readonly startAtLogin: boolean | undefined
  readonly open: () => void
  readonly changeKeepRunning: (wanted: boolean) => void
  readonly changeStartAtLogin: (wanted: boolean) => void
  readonly quit: () => void
}

/** Returns the menu of the tray icon. */
export function createTrayMenuTemplate(options: TrayMenuOptions): MenuItemConstructorOptions[] {
  const { status, keepRunning, startAtLogin, open, changeKeepRunning, changeStartAtLogin, quit } = options
  return [
    { id: 'tray-status', label: status, enabled: false },
    { type: 'separator' },
    { id: 'tray-open', label: 'Open IBKR Console', click: open },
    {
      id: 'tray-keep-running',
      label: 'Keep running when the window closes',
      type: 'checkbox',
      checked: keepRunning,
      click: () => changeKeepRunning(!keepRunning),
    },
    ...(startAtLogin === undefined
      ? []
      : [
          {
            id: 'tray-start-at-login',
            label: 'Start at login',
            type: 'checkbox',
            checked: startAtLogin,
            click: () => changeStartAtLogin(!startAtLogin),
          } as const,
        ]),
    { type: 'separator' },
    { id: 'tray-quit', label: 'Quit', click: quit },
  ]
}

/**
 * Converts tinykeys' notation (`$mod+k`) to Electron's (`CommandOrControl+K`). Undefined for keys that a menu cannot
 * show: sequences, and keys without modifier.
 */
export function formatAccelerator(keys: string | undefined): string | undefined {
  const match = /^\$mod\+((?:Shift\+|Alt\+)*)(\w+)$/.exec(keys ?? '')
  if (!match) return undefined
  const [, modifiers = '', key = ''] = match
  return `CommandOrControl+${modifiers}${key.length === 1 ? key.toUpperCase() : key}`
}
