import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The rows of the tables of docs/security.md: what is named in code marks, by column. */
const ROWS = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .map((line) => line.split('|').slice(1, -1))
  .filter((cells) => cells.at(-1)?.trim() !== 'test')
const marked = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(test|spec)\.ts$/.test(file) && !file.includes('security-table'))
  .map((file) => readFileSync(`tests/${file}`, 'utf8'))
/** A title as it stands in a file, whatever quotes it has. */
const isTitle = (name: string): boolean =>
  ["'", '"', '`'].some((quote) => tests.some((text) => text.includes(`${quote}${name}${quote}`)))

test.each(ROWS.map((cells) => [cells[0]?.trim() ?? '', cells] as const))(
  'the table of guards names a test that exists, and files that exist: %s',
  (_item, cells) => {
    const [named = []] = cells.slice(-1).map(marked)
    if (!cells.at(-1)?.includes('none:')) expect(named).not.toEqual([])
    for (const name of named) expect(isTitle(name), name).toBe(true)
    const files = cells.flatMap(marked).filter((name) => /^(src|tests|docs)\//.test(name))
    for (const file of files) expect(existsSync(file), file).toBe(true)
  },
)

test('the table is there', () => expect(ROWS.length).toBeGreaterThan(25))
