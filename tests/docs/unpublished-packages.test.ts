import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Packages of this project. Their names are not ours in the npm registry before the first publication. */
const NAMES = '(?:ibkr-console|ibkr-web-client|ibkr-web-simulator)'

/**
 * Commands that run or install a package from the registry. `npx --no-install` runs only what is installed; a path or a
 * tarball is no name of the registry. `npx --no NAME` would consume the flags of the program.
 */
const REGISTRY_COMMANDS = [
  new RegExp(`\\b(?:npx|bunx|npm (?:exec|x)|(?:pnpm|yarn) dlx)(?: (?!--no-install )-[\\w=-]+)* ${NAMES}\\b`),
  new RegExp(`\\b(?:npm (?:i|install|add)|pnpm add|yarn add|bun add)(?: [^\`"'\\n]*)? ${NAMES}(?![\\w-])`),
]

const ROOTS = ['src', 'docs', 'packages', 'examples', 'bin', 'scripts', 'site', 'packaging', '.github']
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'package.json']
const OMITTED = /(?:^|\/)(?:out|node_modules|dist)\/|\.(?:png|webp|ico|icns|svg)$/

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => !OMITTED.test(path) && statSync(path).isFile())

const findCommands = (text: string): readonly string[] =>
  text.split('\n').filter((line) => REGISTRY_COMMANDS.some((command) => command.test(line)))

test('no command in code or documentation runs or installs an unpublished package from the registry', () => {
  const paths = [...ROOTS.flatMap(filesBelow), ...PAGES]
  const found = paths.flatMap((path) => findCommands(readFileSync(path, 'utf8')).map((line) => `${path}: ${line}`))
  expect(found).toEqual([])
  expect(paths.length).toBeGreaterThan(500)
})

test.each([
  'npx ibkr-console configure',
  'Create it with "npx ibkr-web-client configure".',
  'npx --yes ibkr-web-simulator --mode gateway',
  'npx --no ibkr-web-simulator --mode gateway',
  'npm exec ibkr-console start',
  'pnpm dlx ibkr-web-client configure',
  'npm install ibkr-web-client',
  'npm i -D typescript ibkr-web-simulator',
])('finds the command that would use the registry: %s', (line) => {
  expect(findCommands(line)).toEqual([line])
})

test.each([
  'npx --no-install ibkr-web-client configure',
  'node bin/ibkr-console.mjs configure',
  'ibkr-console simulator --port 5000',
  'npm install ./ibkr-web-client-0.1.0.tgz',
  'npm install --save-dev ~/ibkr-web-simulator-0.1.0.tgz typescript',
  'npm pack -w ibkr-web-client -w ibkr-web-simulator',
])('allows the command that uses only installed or local files: %s', (line) => {
  expect(findCommands(line)).toEqual([])
})
