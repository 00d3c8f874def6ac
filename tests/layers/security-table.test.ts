import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const document = readFileSync('docs/security.md', 'utf8')
const rows = document
  .split('\n')
  .filter((line) => /^\| (?!item|it \||data \||-)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))

test('every item of the checklist names an existing test, or states why there is none', () => {
  const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec)\.ts$/.test(name))
    .map((name) => readFileSync(join('tests', name), 'utf8'))
    .join('\n')
  const missing = rows.flatMap(([item = '', ...others]) => {
    // The last column names the tests.
    const named = others.at(-1) ?? ''
    const titles = Array.from(named.matchAll(/`([^`]+)`/g), ([, title = '']) => title)
    if (titles.length === 0) return named.startsWith('none: ') ? [] : [item]
    return titles.filter((title) => !tests.includes(title)).map((title) => `${item}: ${title}`)
  })
  expect(missing).toEqual([])
  expect(rows.length).toBeGreaterThan(20)
})

test('every path that it names exists', () => {
  const places = Array.from(document.matchAll(/`((?:src|tests)\/[\w./-]+)`/g), ([, place = '']) => place)
  expect(places.filter((place) => !existsSync(place))).toEqual([])
})
