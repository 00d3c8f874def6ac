import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const document = readFileSync('docs/security.md', 'utf8')
const rows = document
  .split('\n')
  .filter((line) => /^\| (?!item|attacker \||case \||data \||-)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))
const marked = (text: string): readonly string[] => Array.from(text.matchAll(/`([^`]+)`/g), ([, name = '']) => name)

test('every row of the security table names existing tests, or states why there is none', () => {
  const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec)\.ts$/.test(name) && !name.includes('security-table'))
    .map((name) => readFileSync(join('tests', name), 'utf8'))
    .join('\n')
  const isTitle = (name: string): boolean => ["'", '"', '`'].some((quote) => tests.includes(quote + name + quote))
  const missing = rows.flatMap((cells) => {
    const named = marked(cells.at(-1) ?? '')
    if (named.length === 0) return cells.at(-1)?.startsWith('none: ') ? [] : [cells[0]]
    return named.filter((title) => !isTitle(title)).map((title) => `${cells[0]}: ${title}`)
  })
  expect(missing).toEqual([])
  expect(rows.length).toBeGreaterThan(25)
})

test('every path in the security document exists', () => {
  const paths = marked(document).filter((name) => /^(src|tests|docs)\/[\w./-]+$/.test(name))
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})
