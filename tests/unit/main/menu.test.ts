import { describe, expect, test } from 'vitest'
import { createMenuTemplate, createTextContextMenuTemplate, formatAccelerator } from '../../../src/main/menu.ts'
import { COMMAND_LIST } from '../../../src/shared/domain/commands.ts'

describe('application menu', () => {
  test.each(['linux', 'darwin', 'win32'] as const)('the menu contains every command once on %s', (platform) => {
    const chosen: string[] = []
    const template = createMenuTemplate({ platform, devTools: false, run: (id) => chosen.push(id) })
    const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : [])).filter(({ id }) => id)
    for (const item of items) (item.click as () => void)()
    expect(chosen.toSorted()).toEqual(COMMAND_LIST.map(({ id }) => id).toSorted())
  })

  test.each(['linux', 'darwin', 'win32'] as const)('no item closes the window with Ctrl+W on %s', (platform) => {
    const items = createMenuTemplate({ platform, devTools: true, run: () => undefined }).flatMap((menu) => [
      menu,
      ...(Array.isArray(menu.submenu) ? menu.submenu : []),
    ])
    // The roles "windowMenu" and "fileMenu" contain "Close".
    const roles = items.map(({ role }) => role)
    expect(roles).toContain('minimize')
    for (const role of ['close', 'windowMenu', 'fileMenu'] as const) expect(roles).not.toContain(role)
    expect(items.map(({ accelerator }) => accelerator)).not.toContain('CommandOrControl+W')
  })

  test('the menu contains developer tools only in development', () => {
    const words = (devTools: boolean) =>
      JSON.stringify(createMenuTemplate({ platform: 'linux', devTools, run: () => undefined }))
    expect(words(true)).toContain('toggleDevTools')
    expect(words(false)).not.toContain('toggleDevTools')
  })

  test.each([
    ['$mod+k', 'CommandOrControl+K'],
    ['$mod+Shift+p', 'CommandOrControl+Shift+P'],
    ['$mod+Enter', 'CommandOrControl+Enter'],
    ['g e', undefined],
    ['n', undefined],
    ['?', undefined],
    [undefined, undefined],
  ])('converts the keys %j to the accelerator %j', (keys, accelerator) => {
    expect(formatAccelerator(keys)).toBe(accelerator)
  })
})

test('the context menu offers Copy for selected text, all edit items in a field, and nothing elsewhere', () => {
  const editFlags = { canCut: false, canCopy: false, canPaste: true, canSelectAll: true } as Electron.EditFlags
  const items = (isEditable: boolean, selectionText: string) =>
    createTextContextMenuTemplate({ isEditable, selectionText, editFlags }).flatMap(({ role, enabled }) =>
      role ? [enabled === false ? `${role} (disabled)` : role] : [],
    )
  expect(items(false, 'AAPL')).toEqual(['copy'])
  expect(items(true, '')).toEqual(['cut (disabled)', 'copy (disabled)', 'paste', 'selectAll'])
  expect(items(false, '')).toEqual([])
})
