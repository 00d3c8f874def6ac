import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OLDEST_BROWSERS } from '../../../src/shared/domain/supported-browsers.ts'
import { readBrowserData } from './browser-support.ts'
import { type MissingFeature, missingFeatures } from './css-features.ts'
import { removeUnsupported } from './supported-dom.ts'

const data = readBrowserData()

/** Features that an oldest supported browser lacks, with the reason why every view works without them. */
const ENHANCEMENTS: Readonly<Record<string, string>> = {
  'scrollbar-color': 'Safari shows its own scrollbars.',
  'scrollbar-width': 'Safari shows its own scrollbars.',
  'field-sizing': 'The choice is as wide as its longest option.',
  '-webkit-font-smoothing': 'Text on a Mac is a little bolder.',
}

/**
 * One use per line of what Safari 18 or Firefox 140 lacks: a global, a member of a mixin, a member of the window, a class,
 * a static member, an event, its property, and a function of the language, which `lib` in the compiler's options lacks.
 */
const UNSUPPORTED = [
  'requestIdleCallback(() => undefined)',
  'document.body.moveBefore(document.createElement("p"), null)',
  'window.navigation.back()',
  'new CloseWatcher()',
  'ClipboardItem.supports("text/plain")',
  'document.addEventListener("scrollend", () => undefined)',
  'document.body.removeEventListener("scrollend", () => undefined)',
  'document.body.onscrollend = () => undefined',
  'Promise.try(() => 1)',
]

/** Folder of the compiler and its declarations, which are in a package for each platform. */
const COMPILER = `node_modules/@typescript/typescript-${process.platform}-${process.arch}`

const propertyOf = (feature: string): string => feature.replace(/: .*/, '')

const unexpected = (css: string): readonly MissingFeature[] =>
  missingFeatures(css, data.css).filter(({ feature }) => !(propertyOf(feature) in ENHANCEMENTS))

describe('style sheets', () => {
  const sheets = readdirSync('src/renderer', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.css'),
  )
  const texts = sheets.map((name) => ({ name, css: readFileSync(join('src/renderer', name), 'utf8') }))

  it('use no feature that an oldest supported browser lacks', () => {
    expect(sheets.length).toBeGreaterThan(20)
    expect(texts.flatMap(({ name, css }) => unexpected(css).map((missing) => ({ name, ...missing })))).toEqual([])
  })

  it('use every enhancement that is listed', () => {
    const used = new Set(texts.flatMap(({ css }) => missingFeatures(css, data.css).map(({ feature }) => feature)))
    expect(Object.keys(ENHANCEMENTS).filter((feature) => !used.has(feature))).toEqual([])
  })

  it('are rejected with a feature that one engine lacks', () => {
    const css = `
      /* interpolate-size: allow-keywords; */
      .a { anchor-name: --x; width: sibling-index(); &:hover { text-box: trim-both; height: 3rcap } }
      @scope (.a) { .b { display: grid-lanes } }
      .c:open::details-content { color: light-dark(#fff, #000); content: "anchor-name: x" }`
    expect(unexpected(css).map(({ feature }) => feature)).toEqual(
      expect.arrayContaining([
        'anchor-name',
        'sibling-index()',
        'text-box',
        'rcap',
        '@scope',
        ':open',
        '::details-content',
      ]),
    )
    expect(unexpected(css).find(({ feature }) => /light-dark|interpolate/.test(feature))).toBeUndefined()
  })
})

describe('scripts of the window', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-dom-'))
  const renderer = resolve('src/renderer')
  /** Output of the compiler: one line per error, with the name of the file. */
  let errors: readonly string[] = []

  beforeAll(async () => {
    // TypeScript takes the declarations of the DOM from this package instead of its own.
    const library = join(folder, 'node_modules/@typescript/lib-dom')
    mkdirSync(library, { recursive: true })
    const declarations = readFileSync(`${COMPILER}/lib/lib.dom.d.ts`, 'utf8')
    writeFileSync(join(library, 'index.d.ts'), removeUnsupported(declarations, data.api))
    writeFileSync(join(library, 'package.json'), JSON.stringify({ name: '@typescript/lib-dom', types: 'index.d.ts' }))
    writeFileSync(join(folder, 'unsupported.ts'), UNSUPPORTED.join('\n'))
    const config = {
      extends: join(renderer, 'tsconfig.json'),
      compilerOptions: {
        ...{ libReplacement: true, skipLibCheck: true, noEmit: true },
        ...{ composite: false, incremental: false, tsBuildInfoFile: null, rootDir: '/' },
        types: [resolve('node_modules/vite/client')],
      },
      include: ['**/*.ts', '**/*.tsx'].map((files) => join(renderer, files)),
      files: ['unsupported.ts'],
      references: [],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    errors = await new Promise((done) => {
      const args = ['node_modules/typescript/bin/tsc', '-p', folder, '--pretty', 'false']
      execFile(process.execPath, args, (_error, output) =>
        done(output.split('\n').filter((line) => line.includes('error TS'))),
      )
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const isProbe = (line: string): boolean => line.includes('unsupported.ts(')

  it('use no function that an oldest supported browser lacks', () => {
    expect(errors.filter((line) => !isProbe(line))).toEqual([])
  })

  it('are rejected with a function that one engine lacks', () => {
    expect(errors.filter(isProbe).map((line) => /\((\d+),/.exec(line)?.[1])).toEqual(
      UNSUPPORTED.map((_, at) => `${at + 1}`),
    )
  })
})

it('names the oldest supported browsers in the documentation', () => {
  const { chromium, firefox, safari } = OLDEST_BROWSERS
  for (const path of ['README.md', 'docs/guide/getting-started.md']) {
    const text = readFileSync(path, 'utf8').replaceAll('\n', ' ')
    expect(text).toContain(`Chrome, Edge or Chromium ${chromium}, Firefox ${firefox}, Safari ${safari}, or`)
  }
})
