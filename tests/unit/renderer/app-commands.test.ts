import { describe, expect, it, vi } from 'vitest'
import { COMMANDS } from '../../../src/renderer/app-commands.ts'
import { isAvailable } from '../../../src/renderer/commands/command.ts'
import { useNavigationStore } from '../../../src/renderer/stores/navigation-store.ts'
import { COMMAND_GROUPS } from '../../../src/shared/domain/commands.ts'

describe('command table', () => {
  it('assigns a unique ID to each command', () => {
    const ids = COMMANDS.map((command) => command.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('allows two commands to share a shortcut only if both limit their availability', () => {
    for (const command of COMMANDS) {
      const sharing = COMMANDS.filter((other) => other.keys !== undefined && other.keys === command.keys)
      if (sharing.length > 1) expect(sharing.every((each) => each.available !== undefined)).toBe(true)
    }
  })

  it('has at least one command in every group', () => {
    expect(COMMAND_GROUPS.filter((group) => !COMMANDS.some((command) => command.group === group))).toEqual([])
  })

  it('has no shortcut that is the prefix of another shortcut', () => {
    const keys = COMMANDS.flatMap((command) => command.keys ?? [])
    const hidden = keys.filter((short) => keys.some((long) => long.startsWith(`${short} `)))
    expect(hidden).toEqual([])
  })

  it('uses no shortcut that a browser reserves', () => {
    // Chromium: `IsReservedCommandOrKey`; Firefox: keys with `reserved` in browser.xhtml; Safari and macOS: menus.
    const reserved = ['n', 't', 'w', 'q', 'm', 'h', 'l', ',', 'Tab', 'PageUp', 'PageDown', 'F4', 'Space'].flatMap(
      (key) => [`$mod+${key}`, `$mod+Shift+${key}`],
    )
    reserved.push('$mod+Shift+p', 'F11', 'Alt+F4')
    expect(COMMANDS.flatMap((command) => command.keys ?? []).filter((keys) => reserved.includes(keys))).toEqual([])
  })
})

it('does not cancel an order on Delete while a list below the orders has the focus', () => {
  const canCancel = (focused: string): boolean => {
    vi.stubGlobal('document', { activeElement: { closest: (selector: string) => (selector === focused ? {} : null) } })
    return COMMANDS.some((command) => command.id === 'cancel-order' && isAvailable(command))
  }
  const { view } = useNavigationStore.getState()
  useNavigationStore.setState({ view: 'orders' })
  expect([canCancel('.bottom-panel'), canCancel('.grid')]).toEqual([false, true])
  useNavigationStore.setState({ view })
  vi.unstubAllGlobals()
})
