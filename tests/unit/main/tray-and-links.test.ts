import { expect, test, vi } from 'vitest'
import { receiveLinks } from '../../../src/main/links.ts'
import { createTrayMenuTemplate } from '../../../src/main/menu.ts'
import { findLink, parseConsoleLink } from '../../../src/shared/domain/console-link.ts'

const app = await vi.hoisted(async () => new (await import('node:events')).EventEmitter())
vi.mock('electron', () => ({ app }))

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
