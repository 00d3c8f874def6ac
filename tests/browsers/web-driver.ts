import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, keysOf, type PageSize } from './browser-window.ts'
import { collectComplaints } from './collect-complaints.ts'
import { pollUntil } from './poll-until.ts'

/* Client of the W3C WebDriver protocol, for the browsers that Playwright does not drive: WebKitGTK and Safari. */

export interface DriverSession {
  /** Address of the driver, such as `http://127.0.0.1:4444`. */
  readonly address: string
  readonly capabilities: Readonly<Record<string, unknown>>
  readonly zoom: number
  /** Stops the driver. */
  readonly stop: () => Promise<void>
}

/** Codes of the protocol for keys without a character. */
const KEYS: Readonly<Record<string, string>> = {
  ...{ Control: '\uE009', Shift: '\uE008', Alt: '\uE00A', Meta: '\uE03D', Enter: '\uE007', Escape: '\uE00C' },
  ...{ Tab: '\uE004', Backspace: '\uE003', Delete: '\uE017', Home: '\uE011', End: '\uE010' },
  ...{ ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015' },
}

/** Name of the property with the id of an element, from the standard. */
const ELEMENT_ID = 'element-6066-11e4-a52e-4f735466cecf'

/** Time limit in ms for a script in the page and for loading a page. */
const LIMIT_MS = 60_000

/** Difference in px that a window may have to the requested size, because a driver sets whole px of the screen. */
const TOLERANCE = 2

export async function openDriverWindow({ address, capabilities, zoom, stop }: DriverSession): Promise<BrowserWindow> {
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(address + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const { value } = (await response.json()) as { readonly value: T & { readonly message?: string } }
    if (!response.ok) throw new Error(`${method} ${path}: ${value.message}`)
    return value
  }
  const { sessionId } = await send<{ readonly sessionId: string }>('POST', '/session', {
    capabilities: { alwaysMatch: capabilities },
  })
  const session = `/session/${sessionId}`
  const post = <T>(path: string, body: object): Promise<T> => send<T>('POST', session + path, body)
  await post('/timeouts', { script: LIMIT_MS, pageLoad: LIMIT_MS })

  const evaluate: BrowserWindow['evaluate'] = async (run, ...args) => {
    const outcome = await post<{ readonly value: never; readonly error?: string }>('/execute/async', {
      script: `const args = [...arguments], done = args.pop()
        Promise.resolve().then(() => (${run})(...args))
          .then((value) => done({ value }), (error) => done({ error: String(error) }))`,
      args,
    })
    if (outcome.error) throw new Error(outcome.error)
    return outcome.value
  }
  const pressKeys = (keys: readonly string[]): Promise<unknown> => {
    const codes = keys.map((key) => KEYS[key] ?? key)
    const actions = [
      ...codes.map((value) => ({ type: 'keyDown', value })),
      ...codes.toReversed().map((value) => ({ type: 'keyUp', value })),
    ]
    return post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }
  /** Starts to collect complaints, unless the browser did so before the page loaded. */
  const load = async (navigation: Promise<unknown>): Promise<void> => {
    await navigation
    if (!(await evaluate(() => globalThis.complaints !== undefined))) await evaluate(collectComplaints)
  }
  return {
    evaluate,
    open: (url) => load(post('/url', { url })),
    reload: () => load(post('/refresh', {})),
    async click(x, y) {
      const actions = [
        // In px of the screen.
        { type: 'pointerMove', x: Math.round(x * zoom), y: Math.round(y * zoom), duration: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]
      await post('/actions', {
        actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
      })
    },
    press: async (keys) => void (await pressKeys(keysOf(keys))),
    async type(text) {
      for (const letter of text) await pressKeys([letter])
    },
    async resize(size: PageSize) {
      // A window is larger than its page by bars of unknown size, and changes after the command has returned.
      const wanted = { width: size.width / zoom, height: size.height / zoom }
      let requested: PageSize | undefined
      await pollUntil(async () => {
        const page = await evaluate(() => ({ width: innerWidth, height: innerHeight }))
        const missing = { width: wanted.width - page.width, height: wanted.height - page.height }
        if (Math.abs(missing.width) <= TOLERANCE && Math.abs(missing.height) <= TOLERANCE) return true
        const { width, height } = await send<PageSize>('GET', `${session}/window/rect`)
        const next = {
          width: Math.round(width + missing.width * zoom),
          height: Math.round(height + missing.height * zoom),
        }
        if (JSON.stringify(next) !== JSON.stringify(requested)) await post('/window/rect', next)
        requested = next
        return false
      }, LIMIT_MS)
    },
    async chooseFiles(selector, paths) {
      const element = await post<Record<string, string>>('/element', { using: 'css selector', value: selector })
      await post(`/element/${element[ELEMENT_ID]}/value`, { text: paths.join('\n') })
    },
    async screenshot(path) {
      await writeFile(path, Buffer.from(await send<string>('GET', `${session}/screenshot`), 'base64'))
    },
    takeComplaints: () => evaluate(collectComplaints),
    async close() {
      await send('DELETE', session).catch(() => undefined)
      await stop()
    },
  }
}
