import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { restrictNavigation, restrictPermissions } from '../../../src/main/page-security.ts'

vi.mock('electron', () => ({}))

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]

function guarded() {
  const opened: string[] = []
  let openHandler: OpenHandler | undefined
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: OpenHandler) => {
      openHandler = handler
    },
  })
  restrictNavigation(contents as unknown as WebContents, (address) => void opened.push(address))
  const stopped = (event: string, details: object): boolean => {
    let prevented = false
    const preventDefault = (): void => {
      prevented = true
    }
    contents.emit(event, { ...details, preventDefault })
    return prevented
  }
  const open = (url: string) => openHandler?.({ url } as Parameters<OpenHandler>[0])
  return { opened, stopped, open }
}

describe('navigation of a page', () => {
  test.each([
    ['its own page', 'app://console/#/orders', true, false],
    ['another page', 'https://evil.example/', true, true],
    ['a file', 'file:///etc/passwd', true, true],
    ['text as a page', 'data:text/html,x', true, true],
    ['a page of another name', 'app://console.evil/', true, true],
    ['anything in a subframe', 'https://evil.example/', false, true],
    ['its own page in a subframe', 'app://console/', false, true],
  ])('reports whether a navigation to %s is blocked: %s', (_what, url, isMainFrame, stops) => {
    expect(guarded().stopped('will-frame-navigate', { url, isMainFrame })).toBe(stops)
  })

  test('blocks a redirect that leaves the program', () => {
    const { stopped } = guarded()
    expect(stopped('will-redirect', { url: 'https://evil.example/' })).toBe(true)
    expect(stopped('will-redirect', { url: 'app://console/' })).toBe(false)
  })

  test('blocks webviews', () => {
    expect(guarded().stopped('will-attach-webview', {})).toBe(true)
  })

  test('does not let the page prevent the window from closing', () => {
    expect(guarded().stopped('will-prevent-unload', {})).toBe(true)
  })

  test('opens a link of the page in the browser instead of a window, and no link of a subframe', () => {
    const { open, opened, stopped } = guarded()
    expect(open('https://www.interactivebrokers.com/')).toEqual({ action: 'deny' })
    stopped('will-frame-navigate', { url: 'https://www.interactivebrokers.com/frame', isMainFrame: false })
    expect(opened).toEqual(['https://www.interactivebrokers.com/'])
  })
})

describe('permissions that a page requests', () => {
  type Request = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>
  type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>

  function permissions() {
    const set: { request?: (...args: Request) => void; check?: Check; device?: () => boolean } = {}
    restrictPermissions({
      setPermissionRequestHandler: (request: (...args: Request) => void) => Object.assign(set, { request }),
      setPermissionCheckHandler: (check: Check) => Object.assign(set, { check }),
      setDevicePermissionHandler: (device: () => boolean) => Object.assign(set, { device }),
    } as unknown as Session)
    return {
      asked: (permission: string, requestingUrl: string, isMainFrame: boolean): boolean => {
        let granted = true
        const answer = (yes: boolean): void => {
          granted = yes
        }
        set.request?.(...([undefined, permission, answer, { isMainFrame, requestingUrl }] as unknown as Request))
        return granted
      },
      checked: (permission: string, origin: string, isMainFrame: boolean): boolean =>
        set.check?.(null, permission as Parameters<Check>[1], origin, { isMainFrame } as Parameters<Check>[3]) ?? true,
      device: () => set.device?.() ?? true,
    }
  }

  test.each([
    ['clipboard-sanitized-write', 'app://console/', true, true],
    ['clipboard-sanitized-write', 'app://console/', false, false],
    ['clipboard-sanitized-write', 'https://evil.example/', true, false],
    ...[
      'clipboard-read',
      'geolocation',
      'media',
      'notifications',
      'openExternal',
      'hid',
      'serial',
      'usb',
      'unknown',
    ].map((name) => [name, 'app://console/', true, false] as const),
  ] as const)(
    'responds to the permission request %s of %s (main frame: %j) with %j',
    (name, address, isMainFrame, granted) => {
      const { asked, checked } = permissions()
      expect([asked(name, address, isMainFrame), checked(name, address, isMainFrame)]).toEqual([granted, granted])
    },
  )

  test('never grants a permission for a device', () => {
    expect(permissions().device()).toBe(false)
  })
})
