import type { MenuItemConstructorOptions } from 'electron'
import { COMMAND_FACES, COMMAND_GROUPS, type CommandGroup, type CommandId } from '../../shared/domain/commands.ts'
import { acceleratorOf } from './accelerator.ts'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  /** Whether the tools of developers are offered. */
  readonly devTools: boolean
  readonly run: (id: CommandId) => void
}

/** The menu of the window: the table of commands, and what every program of the platform has. */
export function menuTemplate({ platform, devTools, run }: MenuOptions): MenuItemConstructorOptions[] {
  const group = (label: CommandGroup): MenuItemConstructorOptions => ({
    label,
    submenu: COMMAND_FACES.filter((face) => face.group === label).map((face) => {
      const accelerator = acceleratorOf('keys' in face ? face.keys : undefined)
      return {
        id: face.id,
        label: face.title,
        // Shown, not taken: the page binds its own keys. A Mac takes them all the same, after the page had them.
        ...(accelerator && { accelerator, registerAccelerator: false }),
        click: () => run(face.id),
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
  const own: MenuItemConstructorOptions =
    platform === 'darwin' ? { role: 'appMenu' } : { label: 'File', submenu: [{ role: 'quit' }] }
  const groups = COMMAND_GROUPS.filter((label) => label !== 'Help').map(group)
  return [own, { role: 'editMenu' }, ...groups, view, { role: 'windowMenu' }, { ...group('Help'), role: 'help' }]
}
