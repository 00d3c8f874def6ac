import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const { ALLOWED_LICENCES, listShippedPackages } = (await import(
  pathToFileURL(resolve('scripts/notices/bundled-packages.mjs')).href
)) as {
  readonly ALLOWED_LICENCES: readonly string[]
  listShippedPackages(): readonly {
    readonly name: string
    readonly version: string
    readonly licence: string
    readonly text: string
  }[]
}

test('the notices name each package of the bundles with its version and licence; "npm run notices" updates them', () => {
  const notices = readFileSync('THIRD-PARTY-NOTICES.txt', 'utf8')
  const packages = listShippedPackages()
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['react', 'rxjs', 'zod', 'libsql']))
  for (const { name, version, licence, text } of packages) {
    expect(notices).toContain(`\n${name} ${version} (${licence})\n`)
    expect(text, name).not.toBe('')
    expect(notices).toContain(text.replaceAll('\r\n', '\n'))
  }
})

test('every package of the bundles has a licence that allows to ship it', () => {
  expect(listShippedPackages().filter(({ licence }) => !ALLOWED_LICENCES.includes(licence))).toEqual([])
})
