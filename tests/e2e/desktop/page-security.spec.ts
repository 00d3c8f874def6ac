import type { ElectronApplication, Page } from '@playwright/test'
import { desktopOf, expect, pasteClipboard, test, waitForAuthentication } from '../console-fixture.ts'
import { replacePage } from './replace-page.ts'

interface Watched {
  readonly opened: readonly string[]
  /** Target address of each navigation, and whether the navigation was blocked. */
  readonly wanted: readonly (readonly [address: string, stopped: boolean])[]
  readonly windows: number
}

/** Records the decisions of the security checks without opening anything. */
async function watch(desktop: ElectronApplication): Promise<() => Promise<Watched>> {
  await desktop.evaluate(({ BrowserWindow, shell }) => {
    const notes = { opened: [] as string[], wanted: [] as [string, boolean][] }
    Object.assign(globalThis, { notes })
    shell.openExternal = async (address) => void notes.opened.push(address)
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => {
      notes.wanted.push([event.url, event.defaultPrevented])
    })
  })
  return () =>
    desktop.evaluate(({ BrowserWindow }) => ({
      ...(globalThis as unknown as { readonly notes: Pick<Watched, 'opened' | 'wanted'> }).notes,
      windows: BrowserWindow.getAllWindows().length,
    }))
}

/** Injects a link and clicks it. */
const follow = (window: Page, href: string, target = ''): Promise<void> =>
  window.evaluate(
    (link) => {
      const anchor = Object.assign(document.createElement('a'), link)
      document.body.append(anchor)
      anchor.click()
    },
    { href, target },
  )

/** Returns the options with which the window was created. */
const preferencesOf = (desktop: ElectronApplication): Promise<Record<string, unknown>> =>
  desktop.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
  })

test('sandboxes the page and gives it access only to its transport', async ({ window, console, complaints }) => {
  await waitForAuthentication(window)
  const desktop = desktopOf(console)

  await test.step('sandboxes and isolates the window', async () => {
    expect(await preferencesOf(desktop)).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      disableDialogs: true,
      // A spell checker would pass the user's input, including secrets, to the system.
      spellcheck: false,
    })
  })

  await test.step('enables no window option that weakens security', async () => {
    const preferences = await preferencesOf(desktop)
    for (const name of [
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
      'navigateOnDragDrop',
      'nodeIntegrationInSubFrames',
    ])
      expect(preferences[name] || false, name).toBe(false)
  })

  await test.step('exposes the transport to the page, but no Node or Electron API', async () => {
    const seen = await window.evaluate(() => {
      const names = ['require', 'module', 'process', 'Buffer', 'global', 'electron', 'ipcRenderer']
      return {
        names: names.filter((name) => name in globalThis),
        bridge: Object.keys(self.ibkrConsole ?? {}).toSorted(),
      }
    })
    expect(seen).toEqual({ names: [], bridge: ['connect', 'disconnect', 'getPathForFile', 'send'] })
    expect(await window.evaluate(() => Object.isFrozen(self.ibkrConsole))).toBe(true)
  })

  await test.step('grants a page no permission except writing text to the clipboard', async () => {
    const states = await window.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
      ] as PermissionName[]
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    })
    expect(states).toEqual(states.map(() => 'denied'))
    await window.bringToFront()
    await window.evaluate(() => navigator.clipboard.writeText('copied'))
    expect(await pasteClipboard(window)).toBe('copied')
    expect(await window.evaluate(() => navigator.clipboard.readText().catch((error: Error) => error.name))).toBe(
      'NotAllowedError',
    )
  })

  await test.step('does not let a page write files', async () => {
    await desktop.evaluate(({ session }) => {
      const downloads: (readonly [string, boolean])[] = []
      Object.assign(globalThis, { downloads })
      session.defaultSession.on('will-download', (event, item) => {
        downloads.push([item.getFilename(), event.defaultPrevented])
      })
    })
    await window.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['x']))
      Object.assign(document.createElement('a'), { href, download: 'evil.desktop' }).click()
    })
    await expect
      .poll(() => desktop.evaluate(() => (globalThis as unknown as { readonly downloads: unknown }).downloads))
      .toEqual([['evil.desktop', true]])
  })

  await test.step('does not let a page open a window by script or link', async () => {
    const watched = await watch(desktop)
    expect(await window.evaluate(() => self.open('https://evil.example/'))).toBeNull()
    await follow(window, 'https://evil.example/', '_blank')
    await follow(window, 'https://www.interactivebrokers.com/', '_blank')
    await expect.poll(async () => (await watched()).opened).toEqual(['https://www.interactivebrokers.com/'])
    expect((await watched()).windows).toBe(1)
  })

  await test.step('does not let a page navigate to another origin', async () => {
    const watched = await watch(desktop)
    await follow(window, 'https://evil.example/')
    await expect.poll(async () => (await watched()).wanted).toEqual([['https://evil.example/', true]])
    await window.evaluate(() => {
      location.href = 'https://www.interactivebrokers.com/en/'
    })
    await expect.poll(async () => (await watched()).opened).toEqual(['https://www.interactivebrokers.com/en/'])
    expect((await watched()).wanted).toHaveLength(2)
    expect((await watched()).wanted[1]?.[1]).toBe(true)
    await waitForAuthentication(window)
  })

  await test.step('reopens a page that navigates to an empty document', async () => {
    await replacePage(window)
  })

  await test.step('blocks eval, foreign connections, frames and HTML from strings', async () => {
    expect(complaints).toEqual([])
    const reports = await window.evaluateHandle(async () => {
      const found: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective))
      const attempt = (run: () => unknown): void => {
        try {
          run()
        } catch {
          // The CSP report lists these violations.
        }
      }
      const add = (tag: string, properties: object): void =>
        document.body.append(Object.assign(document.createElement(tag), properties))
      attempt(() => add('iframe', { src: 'https://evil.example/' }))
      attempt(() => add('img', { src: 'https://evil.example/pixel.png' }))
      attempt(() => add('style', { textContent: 'body { display: none }' }))
      attempt(() => {
        document.createElement('div').innerHTML = '<b>x</b>'
      })
      attempt(() => Function('return 1')())
      await fetch('https://evil.example/').catch(() => undefined)
      return found
    })
    for (const directive of ['frame-src', 'img-src', 'style-src-elem', 'require-trusted-types-for', 'connect-src'])
      await expect.poll(() => reports.jsonValue()).toContain(directive)
    complaints.length = 0
  })
})
