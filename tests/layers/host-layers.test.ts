import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The folders and top-level files of the host, from the bottom. Each imports only from the layers below its own. */
const LAYERS: readonly (readonly string[])[] = [
  // What every part uses.
  [
    'find-command-line',
    'garbage-collection',
    'host-error',
    'launch-report',
    'page',
    'service-types',
    'shell-port',
    'task-queue',
  ],
  ['feed', 'order-requests', 'upstream'],
  ['storage'],
  ['files', 'log'],
  ['host-context'],
  // Profiles, and how they are protected.
  ['database', 'profiles', 'rpc'],
  ['journal', 'layouts', 'safety', 'saved-requests'],
  ['keys'],
  // One session, and what it reads.
  ['session'],
  ['account', 'catalogue', 'contracts', 'diagnostics', 'history', 'inbox', 'key-imports'],
  ['guard-rails', 'host-types', 'notifications', 'portfolio', 'ticket'],
  // The gate, and what sends through it.
  ['profile-edits', 'trading'],
  ['orders', 'stream'],
  ['local-alerts', 'requests'],
  // Profiles in use, and the whole.
  ['runtime'],
  ['desktop-shell'],
  ['create-host'],
]

const host = fileURLToPath(new URL('../../src/host', import.meta.url))
const files = readdirSync(host, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))
const unitOf = (path: string): string => (path.split('/')[0] ?? '').replace(/\.ts$/, '')
const levelOf = (unit: string): number => LAYERS.findIndex((units) => units.includes(unit))

function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(host, path), 'utf8')
  return Array.from(text.matchAll(/(?:\bfrom|\bimport\(|^import)\s*'(\.[^'?]+)/gm), ([, specifier = '']) =>
    relative(host, join(host, dirname(path), specifier)),
  ).filter((target) => !target.startsWith('../'))
}

test('each folder of the host imports only from lower layers, so that no two import each other', () => {
  const breaches = files.flatMap((path) =>
    importsOf(path)
      .filter((target) => unitOf(target) !== unitOf(path) && levelOf(unitOf(target)) >= levelOf(unitOf(path)))
      .map((target) => `${path} imports ${target}`),
  )
  expect(breaches).toEqual([])
})

test('every folder and file of the host has a layer', () => {
  const units = new Set(files.map(unitOf))
  expect([...units].filter((unit) => levelOf(unit) < 0)).toEqual([])
  expect(LAYERS.flat().filter((unit) => !units.has(unit))).toEqual([])
})
