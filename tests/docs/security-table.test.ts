import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const document = readFileSync('docs/security.md', 'utf8')
const rowsOf = (text: string): readonly string[][] =>
  text
    .split('\n')
    .filter((line) => /^\| (?!item|attacker \||case \||check \||data \||promise \||-)/.test(line))
    .map((line) => line.slice(2, -2).split(' | '))
const rows = rowsOf(document)
const marked = (text: string): readonly string[] => Array.from(text.matchAll(/`([^`]+)`/g), ([, name = '']) => name)

/**
 * Matches the start of a test or step that only the long run has in a file of the short run, with its title. A modifier
 * may contain calls.
 */
const LONG = /\blong(?:Test|Step)(?:\.\w+\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`]).+?\1/g
const files = readdirSync('tests', { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.(test|spec)\.ts$/.test(name) && !name.includes('security-table'),
)
const read = (isLong: boolean): string =>
  files
    .filter((name) => name.includes('.long.') === isLong)
    .map((name) => readFileSync(join('tests', name), 'utf8'))
    .join('\n')
const ofShortFiles = read(false)
const shortRun = ofShortFiles.replaceAll(LONG, '')
const longRun = [read(true), ...(ofShortFiles.match(LONG) ?? [])].join('\n')
const isTitle = (tests: string, name: string): boolean =>
  ["'", '"', '`'].some((quote) => tests.includes(quote + name + quote))

test('every row of the security table names existing tests, or states why there is none', () => {
  const missing = rows.flatMap((cells) => {
    const named = marked(cells.at(-1) ?? '')
    if (named.length === 0) return cells.at(-1)?.startsWith('none: ') ? [] : [cells[0]]
    return named
      .filter((title) => !isTitle(shortRun, title) && !isTitle(longRun, title))
      .map((title) => `${cells[0]}: ${title}`)
  })
  expect(missing).toEqual([])
  expect(rows.length).toBeGreaterThan(25)
})

test('every row of the security table has a test in the short run, or is in the list of those that have none', () => {
  const [, list = ''] = readFileSync('docs/contributing.md', 'utf8').split('| promise | why not in the short run |')
  const listed = rowsOf(list.split('\n\n')[0] ?? '').map((cells) => marked(cells.at(-1) ?? ''))
  expect(listed.length).toBeGreaterThan(0)
  const isShort = (title: string): boolean => isTitle(shortRun, title)
  // A listed test that is in the short run, or does not exist, must be removed from the list.
  expect(listed.flat().filter((title) => isShort(title) || !isTitle(longRun, title))).toEqual([])
  const long = rows
    .map((cells) => marked(cells.at(-1) ?? ''))
    .filter((named) => named.length > 0 && !named.some(isShort))
  expect(long.filter((named) => !named.some((title) => listed.flat().includes(title)))).toEqual([])
})

test('every path in the security document exists', () => {
  const paths = marked(document).filter((name) => /^(src|tests|docs)\/[\w./-]+$/.test(name))
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})
