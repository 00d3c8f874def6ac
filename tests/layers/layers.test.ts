import { relative } from 'node:path/posix'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowedImports, type ImportBreach, importBreaches } from './import-breaches.ts'
import { type Finding, openWorkspace, type Workspace } from './workspace.ts'

let workspace: Workspace
let compiled: readonly Finding[]
let linted: readonly Finding[]

beforeAll(() => {
  workspace = openWorkspace()
  for (const folder of ['ui', 'stores', 'platform'])
    workspace.write(`renderer/${folder}/thing.ts`, 'export const thing = 1\n')
  for (const breach of importBreaches) workspace.write(fileOf('breach', breach), importing(breach))
  for (const allowed of allowedImports) workspace.write(fileOf('allowed', allowed), importing(allowed))
  workspace.write('shared/domain/uses-dom.ts', 'export const title = document.title\n')
  compiled = workspace.compile()
  linted = workspace.lint()
}, 60_000)

afterAll(() => workspace.remove())

describe('an import against the table of layers', () => {
  test.each(importBreaches)('from $from to $to fails with a sentence that teaches', (breach) => {
    const findings = linted.filter(({ path }) => path === fileOf('breach', breach))
    expect(findings).toEqual([
      {
        path: fileOf('breach', breach),
        rule: 'lint/style/noRestrictedImports',
        message: expect.stringContaining(breach.teaches),
      },
    ])
  })

  test.each(importBreaches.filter(({ compiler }) => compiler))('from $from to $to does not compile', (breach) => {
    const rules = compiled.filter(({ path }) => path === fileOf('breach', breach)).map(({ rule }) => rule)
    // Not in the project's files, or a module without types.
    expect(rules.some((rule) => rule === 'TS6307' || rule === 'TS2591' || rule === 'TS2307')).toBe(true)
  })
})

test.each(allowedImports)('an import from $from to $to is welcome', (allowed) => {
  const path = fileOf('allowed', allowed)
  expect([...compiled, ...linted].filter((finding) => finding.path === path)).toEqual([])
})

test('the pure layers know no DOM', () => {
  expect(compiled.filter(({ path }) => path === 'shared/domain/uses-dom.ts').map(({ rule }) => rule)).toEqual([
    'TS2584',
  ])
})

test('nothing but the breaches is found', () => {
  const expected = /(^|\/)(breach-[a-z-]+|uses-dom)\.ts$/
  expect([...compiled, ...linted].filter(({ path }) => !expected.test(path))).toEqual([])
})

function fileOf(kind: 'breach' | 'allowed', { from, to }: Pick<ImportBreach, 'from' | 'to'>): string {
  return `${from}/${kind}-${to.replace(/[^a-z]+/g, '-')}.ts`
}

function importing({ from, to }: Pick<ImportBreach, 'from' | 'to'>): string {
  const local = /^(shared|client|simulator|host|web|main|preload|cli|renderer)(\/|$)/.test(to)
  const module = local ? `${relative(from, to).replace(/^(?!\.)/, './')}/thing.ts` : to
  return `import * as imported from '${module}'\n\nexport const used: unknown = imported\n`
}
