import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { parseAst } from 'vite'
import { describe, expect, it, vi } from 'vitest'
import { bindingsOf } from '../../../src/renderer/commands/shortcuts.ts'
import { copyText } from '../../../src/renderer/platform/clipboard.ts'
import { ensureValidLanguage } from '../../../src/renderer/platform/valid-language.ts'
import { whenIdle } from '../../../src/renderer/platform/when-idle.ts'
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
  const script = { getAttribute: () => JSON.stringify(OLDEST_BROWSERS) }
  const document = {
    ...(modules && { currentScript: script }),
    scripts: [script],
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

/** Types of nodes that ECMAScript 5 has, in ESTree's names. */
const ES5_NODES =
  /^(Program|(Block|Empty|Expression|If|Return|Throw|Try|For|ForIn|While)Statement|Function(Declaration|Expression)|VariableDeclarat(ion|or)|CatchClause|(This|Array|Object|Unary|Update|Binary|Assignment|Logical|Conditional|Call|New|Member)Expression|Property|Identifier|Literal)$/

/** Returns what a script uses that ECMAScript 5 lacks. */
function newerSyntaxIn(script: string): readonly string[] {
  const found: string[] = []
  JSON.stringify(parseAst(script), (_key, node) => {
    if (typeof node?.type !== 'string') return node
    const { kind, method, shorthand, computed, regex, params = [], id } = node
    const isNewer =
      !ES5_NODES.test(node.type) ||
      (node.type === 'VariableDeclaration' && kind !== 'var') ||
      (node.type === 'Property' && (method || shorthand || computed)) ||
      (node.type === 'VariableDeclarator' && id.type !== 'Identifier') ||
      node.async ||
      node.generator ||
      node.optional ||
      params.some(({ type }: { readonly type: string }) => type !== 'Identifier') ||
      /[^gim]/.test(regex?.flags ?? '') ||
      ['**', '??'].includes(node.operator)
    if (isNewer) found.push(script.slice(node.start, node.end))
    return node
  })
  // A comma after the last argument is valid since ECMAScript 2017.
  return [...found, ...(script.match(/\S*,\s*\)/g) ?? [])]
}

describe('an old browser', () => {
  it('can run the script that names the supported browsers', () => {
    expect(newerSyntaxIn(CHECK_BROWSER)).toEqual([])
    expect(
      ['f(1,)', 'let a', 'a?.b', 'a => a', 'a ?? b', '`a`', 'a = { b }', 'f(...a)', 'for (a of b);', '/a/u'].map(
        (script) => newerSyntaxIn(script).length,
      ),
    ).not.toContain(0)
  })

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

it('replaces a language that Intl rejects, which WebKit reports for the locale C', () => {
  const languageOf = (language: string): string => {
    const browser = { language }
    ensureValidLanguage(browser)
    return browser.language
  }
  expect(['C', 'c', 'de-CH', 'en-US-u-ca-buddhist'].map(languageOf)).toEqual([
    'en-US',
    'en-US',
    'de-CH',
    'en-US-u-ca-buddhist',
  ])
})

it('runs an action while the page is idle, and soon in a browser that does not report idle time', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const run = vi.fn()
    vi.stubGlobal('requestIdleCallback', undefined)
    whenIdle(run)
    expect(run).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(run).toHaveBeenCalledTimes(1)
    const idle = vi.fn()
    vi.stubGlobal('requestIdleCallback', idle)
    whenIdle(run)
    expect(idle).toHaveBeenCalledWith(run)
  } finally {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  }
})

it('names the shortcut of the platform for a text that could not be copied', async () => {
  for (const [platform, keys] of [
    ['MacIntel', '⌘C'],
    ['Linux x86_64', 'Ctrl C'],
  ]) {
    vi.resetModules()
    vi.stubGlobal('navigator', { platform })
    const { SELECT_AND_COPY } = await import('../../../src/renderer/ui/copy-denied.ts')
    expect(SELECT_AND_COPY).toBe(`The browser did not allow copying. Select the text and press ${keys}.`)
  }
  vi.unstubAllGlobals()
})
