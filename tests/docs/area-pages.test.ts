import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createAreaIndex, createAreaPages } from '../../scripts/docs/area-pages.ts'
import { groupPages } from '../../scripts/docs/page-groups.ts'
import { isCallable } from '../../scripts/routes/generate-routes.ts'
import { operations } from '../../src/shared/catalogue/operations.ts'
import { longTest } from '../process/long-run-tests.ts'
import { compilePrograms } from './compile-programs.ts'

const pages = createAreaPages()
const routes = pages.flatMap((page) => page.routes)

describe('documentation pages of the areas', () => {
  test('the pages contain each callable operation of the catalogue once, with an example', () => {
    const expected = operations
      .filter(isCallable)
      .map(({ method, path }) => `${method} ${path.replace(/^\/v1\/api/, '')}`)
    expect(routes.map(({ route }) => route).sort()).toEqual([...expected].sort())
    for (const { markdown, routes: own } of pages) {
      for (const { example } of own) expect(markdown).toContain(example.code)
    }
  })

  test("the pages state the preconditions and rate limit of a route, and differences from IBKR's document", () => {
    const { markdown = '' } = pages.find(({ area }) => area === 'orders') ?? {}
    const list = markdown.slice(markdown.indexOf('## Live orders'), markdown.indexOf('## Status of one order'))
    expect(list).toContain('Read the accounts once in this session first. [`GET /iserver/accounts`](accounts.md#')
    expect(list).toContain("IBKR's limit: 1 call in 5 seconds.")
    expect(list).toContain("IBKR's document differs (`query filters`)")
    expect(list).toContain('| `force` (optional) | query | boolean |')
  })

  test('the index lists each page with its number of routes', () => {
    for (const { area, title, routes: own } of pages) {
      expect(createAreaIndex(pages)).toContain(`| [${title}](${area}.md) | ${own.length} |`)
    }
  })

  test('the sidebar contains the pages of the areas and every page of docs/', () => {
    const written = readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => name.replaceAll('\\', '/').replace('README.md', 'index.md').replace(/\.md$/, ''))
    const names = [...written, ...pages.map(({ area }) => `routes/${area}`)]
    const placed = groupPages(names).flatMap((group) => group.pages)
    expect([...placed].sort()).toEqual([...names].sort())
    expect(() => groupPages(['new-page'])).toThrow('No group of the sidebar has: new-page')
  })

  longTest('compiles the example of every route', () => {
    const variables = Object.assign({}, ...routes.map(({ example }) => example.variables)) as Record<string, string>
    const declarations = Object.entries(variables).map(([name, type]) => `declare const ${name}: ${type}\n`)
    const calls = routes.map(({ example }) => `{\n${example.code}\nvoid response\n}\n`)
    const program = [
      "import type { IbkrClient } from 'ibkr-web-client'\n",
      'declare const client: IbkrClient\n',
      ...declarations,
      ...calls,
    ]
    expect(compilePrograms('route-examples', { 'routes.ts': program.join('') })).toBe('')
  })
})
