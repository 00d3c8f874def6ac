import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { bindingsOf } from '../../../src/renderer/commands/shortcuts.ts'
import { copyText } from '../../../src/renderer/platform/clipboard.ts'
import { OLDEST_BROWSERS } from '../../../src/shared/domain/supported-browsers.ts'

const CHECK_BROWSER = readFileSync('src/renderer/public/check-browser.js', 'utf8')

interface FakeElement {
  readonly style: object
  readonly children: FakeElement[]
  textContent?: string
  setAttribute(): void
  appendChild(child: FakeElement): void
}

const createElement = (properties: object = {}): FakeElement => {
  const children: FakeElement[] = []
  return {
    style: {},
    children,
    setAttribute: () => undefined,
    appendChild: (child) => children.push(child),
    ...properties,
  }
}

/** Runs the script for old browsers. Returns the texts of the notice; none if there is no notice. */
function noticeIn(userAgent: string, { modules = true, styles = true } = {}): readonly string[] {
  const body = createElement()
  const document = {
    currentScript: { getAttribute: () => JSON.stringify(OLDEST_BROWSERS) },
    createElement: () => createElement(modules ? { noModule: false } : {}),
    body,
  }
  const window = { CSS: { supports: () => styles } }
  runInNewContext(CHECK_BROWSER, { ...window, window, document, navigator: { userAgent } })
  return body.children.flatMap(({ children }) => children.map(({ textContent = '' }) => textContent))
}

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const chromium = (version: number): string =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
const firefox = (version: number): string =>
  `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`
const safari = (version: number): string =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/${version}.4 Safari/605.1.15`

describe('an old browser', () => {
  it('gets a sentence with the oldest supported versions', () => {
    const text =
      'This browser is too old for IBKR Console. Use Chrome, Edge or Chromium 140, Firefox 140 or Safari 18, or a newer version.'
    for (const old of [chromium(139), `${chromium(120)} Edg/120.0.0.0`, firefox(139), safari(17)])
      expect(noticeIn(old)).toEqual([text, 'Open anyway'])
    expect(noticeIn('another browser', { styles: false })).toEqual([text, 'Open anyway'])
    // The page cannot start without modules.
    expect(noticeIn('Mozilla/5.0 (compatible; MSIE 10.0)', { modules: false, styles: false })).toEqual([text])
  })

  it('gets no sentence if it is supported or unknown', () => {
    const { chromium: c, firefox: f, safari: s } = OLDEST_BROWSERS
    const embedded = `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Version/60.5 Safari/605.1.15`
    const phone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${WEBKIT} Version/18.1 Mobile/15E148 Safari/604.1`
    for (const supported of [chromium(c), firefox(f), safari(s), embedded, phone, 'another browser'])
      expect(noticeIn(supported)).toEqual([])
  })
})

it('uses the key ⌫ of a Mac as Delete', () => {
  expect(bindingsOf('Shift+Delete', true)).toEqual(['Shift+Delete', 'Shift+Backspace'])
  expect(bindingsOf('Delete', false)).toEqual(['Delete'])
  expect(bindingsOf('$mod+k', true)).toEqual(['$mod+k'])
})

it('starts to copy before the text is loaded, while the browser still allows it', async () => {
  let loaded: (text: string) => void = () => undefined
  const copied: string[] = []
  const write = vi.fn(async ([item]: readonly { readonly content: Record<string, Promise<Blob>> }[]) => {
    copied.push((await (await item?.content['text/plain'])?.text()) ?? '')
  })
  vi.stubGlobal(
    'ClipboardItem',
    class {
      readonly content: object
      constructor(content: object) {
        this.content = content
      }
    },
  )
  vi.stubGlobal('navigator', { clipboard: { write } })
  try {
    const done = copyText(
      new Promise((resolve) => {
        loaded = resolve
      }),
    )
    expect(write).toHaveBeenCalledTimes(1)
    loaded('a value')
    expect([await done, copied]).toEqual([true, ['a value']])
    await expect(copyText(Promise.reject(new Error('too large')))).rejects.toThrow('too large')
    write.mockRejectedValueOnce(new Error('not allowed'))
    expect(await copyText(Promise.resolve('text'))).toBe(false)
  } finally {
    vi.unstubAllGlobals()
  }
})
