import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { updateErrorTables } from '../../scripts/docs/error-tables.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the error tables match the module that maps errors to codes', () => {
  const page = read('docs/client/errors.md')
  expect(page, 'run node scripts/error-table.mjs').toBe(updateErrorTables(page))
})

test('the options table lists every option and no other option', () => {
  const options = [...read('src/client/client-options.ts').matchAll(/^ {2}readonly (\w+)\?:/gm)].map(
    (match) => match[1],
  )
  const page = read('docs/client/options.md')
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  const documented = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1]))
  const connectOptions =
    /interface ConnectOptions \{[\s\S]*?\n\}/.exec(read('src/client/session/session-supervisor.ts'))?.[0] ?? ''
  const connect = [...connectOptions.matchAll(/^ {2}readonly (\w+)\?: /gm)].map((match) => match[1])
  expect([...documented].sort()).toEqual([...new Set(options)].sort())
  for (const option of connect) expect(page, `docs/client/options.md about ${option}`).toContain(`\`${option}\``)
})

test('the documentation index lists every page of the library', () => {
  const index = read('docs/client.md')
  const pages = readdirSync(new URL('../../docs/client/', import.meta.url))
  expect(pages.length).toBeGreaterThan(10)
  for (const page of pages) {
    expect(index).toContain(`(client/${page})`)
  }
})

test('every fact about IBKR names an existing source file, or states that there is none', () => {
  const page = read('docs/ibkr-facts.md')
  const facts = page.split('\n').filter((line) => /^\| .*\| (n×|1×|doc|code|open)[^|]*\|.*\|$/.test(line))
  expect(facts.length).toBeGreaterThan(50)
  for (const fact of facts) {
    const file = /\| `([^`]+)` \|$/.exec(fact)?.[1]
    if (file !== undefined) expect(existsSync(new URL(`../../src/${file}.ts`, import.meta.url)), fact).toBe(true)
    else expect(fact).toMatch(/\| nothing/)
  }
})
