import { relative } from 'node:path/posix'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowedImports, type ForbiddenImport, forbiddenImports } from './forbidden-imports.ts'
import { openWorkspace, type RuleViolation, type Workspace } from './workspace.ts'

let workspace: Workspace
let compiled: readonly RuleViolation[]
let linted: readonly RuleViolation[]

beforeAll(() => {
  workspace = openWorkspace()
  for (const folder of ['ui', 'stores', 'platform', 'features'])
    workspace.write(`renderer/${folder}/thing.ts`, 'export const thing = 1\n')
  for (const breach of forbiddenImports) workspace.write(fileOf('breach', breach), importing(breach))
  for (const allowed of allowedImports) workspace.write(fileOf('allowed', allowed), importing(allowed))
  workspace.write('shared/domain/uses-dom.ts', 'export const title = document.title\n')
  for (const [one, other] of [['One', 'Two'] as const, ['Two', 'One'] as const])
    workspace.write(
      `shared/domain/cycle-${one.toLowerCase()}.ts`,
      `import type { ${other} } from './cycle-${other.toLowerCase()}.ts'\n\nexport type ${one} = { other?: ${other} }\n`,
    )
  compiled = workspace.compile()
  linted = workspace.lint()
}, 60_000)

afterAll(() => workspace.remove())

describe('compiler and linter errors for forbidden imports', () => {
  test.each(forbiddenImports)('an import from $from to $to fails the lint with its reason', (breach) => {
    const findings = linted.filter(({ path }) => path === fileOf('breach', breach))
    expect(findings).toEqual([
      {
        path: fileOf('breach', breach),
        rule: 'lint/style/noRestrictedImports',
        message: expect.stringContaining(breach.teaches),
      },
    ])
  })

  test.each(forbiddenImports.filter(({ compiler }) => compiler))(
    'an import from $from to $to does not compile',
    (breach) => {
      const rules = compiled.filter(({ path }) => path === fileOf('breach', breach)).map(({ rule }) => rule)
      // Either the file is not part of the project, or the module has no types.
      expect(rules.some((rule) => rule === 'TS6307' || rule === 'TS2591' || rule === 'TS2307')).toBe(true)
    },
  )
})

test.each(allowedImports)('allows an import from $from to $to', (allowed) => {
  const path = fileOf('allowed', allowed)
  expect([...compiled, ...linted].filter((finding) => finding.path === path)).toEqual([])
})

test('does not compile DOM code in the pure layers', () => {
  expect(compiled.filter(({ path }) => path === 'shared/domain/uses-dom.ts').map(({ rule }) => rule)).toEqual([
    'TS2584',
  ])
})

test('the linter reports an import cycle of types', () => {
  const findings = linted.filter(({ rule }) => rule === 'lint/suspicious/noImportCycles')
  expect(findings.map(({ path }) => path).sort()).toEqual(['shared/domain/cycle-one.ts', 'shared/domain/cycle-two.ts'])
})

test('compiler and linter report only the expected violations', () => {
  const expected = /(^|\/)(breach-[a-z-]+|uses-dom|cycle-(one|two))\.ts$/
  expect([...compiled, ...linted].filter(({ path }) => !expected.test(path))).toEqual([])
})

function fileOf(kind: 'breach' | 'allowed', { from, to }: Pick<ForbiddenImport, 'from' | 'to'>): string {
  return `${from}/${kind}-${to.replace(/[^a-z]+/g, '-')}.ts`
}

function importing({ from, to }: Pick<ForbiddenImport, 'from' | 'to'>): string {
  const local = /^(shared|client|simulator|host|web|main|preload|cli|renderer)(\/|$)/.test(to)
  const module = local ? `${relative(from, to).replace(/^(?!\.)/, './')}/thing.ts` : to
  return `import * as imported from '${module}'\n\nexport const used: unknown = imported\n`
}
