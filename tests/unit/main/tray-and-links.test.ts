import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { receiveLinks } from '../../../src/main/links.ts'
import { createTrayMenuTemplate } from '../../../src/main/menu.ts'
import { endWithWindowsSession } from '../../../src/main/shutdown.ts'
import { showTray, type TrayOptions } from '../../../src/main/tray.ts'
import { findLink, parseConsoleLink } from '../../../src/shared/domain/console-link.ts'

const { app, Tray, Menu } = await vi.hoisted(async () => {
  const { EventEmitter } = await import('node:events')
  class FakeTray extends EventEmitter {
    static last: FakeTray
    menu: readonly { readonly id?: string }[] = []
    constructor() {
      super()
      FakeTray.last = this
    }
    setToolTip(): void {}
    setContextMenu(menu: FakeTray['menu']): void {
      this.menu = menu
    }
  }
  const fakeApp = Object.assign(new EventEmitter(), {
    isPackaged: false,
    focus: () => undefined,
    quit: vi.fn(),
    getLoginItemSettings: () => ({ openAtLogin: false }),
  })
  return { app: fakeApp, Tray: FakeTray, Menu: { buildFromTemplate: (items: unknown) => items } }
})
const image = { resize: () => image }
vi.mock('electron', () => ({ app, Tray, Menu, nativeImage: { createFromPath: () => image } }))

test.each([
  ['ibkr-console://view/orders', { kind: 'view', view: 'orders' }],
  ['IBKR-Console://view/orders/', { kind: 'view', view: 'orders' }],
  ['ibkr-console://operation/portfolio.accounts', { kind: 'operation', id: 'portfolio.accounts' }],
  ['ibkr-console://view/nothing', undefined],
  ['ibkr-console://view/orders?cancel=all', undefined],
  ['ibkr-console://view/../orders', undefined],
  ['ibkr-console://command/kill-switch', undefined],
  ['ibkr-console:orders', undefined],
  ['https://view/orders', undefined],
  [`ibkr-console://operation/${'x'.repeat(10_000)}`, undefined],
])('parses a console link, or rejects it: %.60s', (text, link) => {
  expect(parseConsoleLink(text)).toEqual(link)
})

test('finds the link among the arguments of a start', () => {
  expect(findLink(['electron', '.', '--home=/x', 'ibkr-console://view/orders'])).toBe('ibkr-console://view/orders')
  expect(findLink(['electron', '.'])).toBeUndefined()
})

test('opens links that arrive before there is a window, from arguments and from macOS', () => {
  const links = receiveLinks()
  links.receive(['electron', '.', 'ibkr-console://view/orders'])
  const event = { preventDefault: vi.fn() }
  app.emit('open-url', event, 'ibkr-console://view/stream')
  const opened: string[] = []
  const early = links.follow((link) => opened.push(link))
  links.receive(['electron', '.'])
  links.receive(['electron', '.', 'ibkr-console://view/history'])
  expect(early).toEqual(['ibkr-console://view/orders', 'ibkr-console://view/stream'])
  expect(opened).toEqual(['ibkr-console://view/history'])
  expect(event.preventDefault).toHaveBeenCalledOnce()
})

test('shows the session in the tray menu, runs its items, and offers a start at login only if supported', () => {
  const done: string[] = []
  const options = {
    status: 'Practice: Authenticated',
    keepRunning: true,
    startAtLogin: undefined as boolean | undefined,
    open: () => done.push('open'),
    changeKeepRunning: (wanted: boolean) => done.push(`keep running: ${wanted}`),
    changeStartAtLogin: (wanted: boolean) => done.push(`start at login: ${wanted}`),
    quit: () => done.push('quit'),
  }
  const linux = createTrayMenuTemplate(options)
  expect(linux[0]).toMatchObject({ label: 'Practice: Authenticated', enabled: false })
  expect(linux.map(({ id }) => id)).not.toContain('tray-start-at-login')
  const mac = createTrayMenuTemplate({ ...options, startAtLogin: false })
  for (const item of mac) (item.click as (() => void) | undefined)?.()
  expect(done).toEqual(['open', 'keep running: false', 'start at login: true', 'quit'])
})

/** Shows the tray for a window. Returns whether a click raises the window, and the ids of the menu's items. */
function clickTray(platform: NodeJS.Platform, isPackaged: boolean) {
  app.isPackaged = isPackaged
  const show = vi.fn()
  const window = { on: vi.fn(), show, focus: vi.fn(), isDestroyed: () => false, isMinimized: () => false }
  const shell = {
    addNotice: vi.fn(),
    onSession(listener: (view: unknown) => void) {
      listener({ profile: { name: 'Practice' }, environment: 'practice', state: { kind: 'authenticated' } })
      return () => undefined
    },
  }
  showTray({
    ...{ window, shell, icon: 'icon.png', home: '/nowhere', log: { write: vi.fn() } },
    ...{ isQuitting: () => false, platform },
  } as unknown as TrayOptions)
  Tray.last.emit('click')
  app.removeAllListeners('activate')
  return { raises: show.mock.calls.length > 0, items: Tray.last.menu.map(({ id }) => id) }
}

test('raises the window on a click on the tray icon, except on macOS, where the click opens the menu', () => {
  expect(clickTray('win32', true).raises).toBe(true)
  expect(clickTray('linux', true).raises).toBe(true)
  expect(clickTray('darwin', true).raises).toBe(false)
})

test('offers a start at login in an installed program only, because the system would start Electron itself', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    expect(clickTray(platform, true).items).toContain('tray-start-at-login')
    expect(clickTray(platform, false).items).not.toContain('tray-start-at-login')
  }
})

test('writes everything when Windows announces a sign-out, and quits when the session ends', () => {
  const window = new EventEmitter()
  const flush = vi.fn(async () => undefined)
  endWithWindowsSession(window as unknown as Parameters<typeof endWithWindowsSession>[0], { flush })
  const event = { preventDefault: vi.fn() }
  window.emit('query-session-end', event)
  expect([flush.mock.calls.length, app.quit.mock.calls.length]).toEqual([1, 0])
  window.emit('session-end', event)
  expect(app.quit).toHaveBeenCalledOnce()
  expect(event.preventDefault).not.toHaveBeenCalled()
})
