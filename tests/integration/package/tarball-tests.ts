import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BareFolder } from './install-in-bare-folder.ts'

/** Declaration files of a published library. */
export const DECLARATION_FILE = /^out\/types\/(esm|cjs)\/(package\.json|([\w-]+\/)+[\w-]+(\.generated)?\.d\.ts)$/
/** Code files of a published library. */
export const CODE_FILE = /^out\/(esm\/[\w-]+\.js|cjs\/([\w-]+\.js|package\.json))$/

export interface PackageLimits {
  /** Folder of the package in this checkout. */
  readonly source: string
  readonly files: readonly RegExp[]
  /** Maximum size of the tarball in kB. */
  readonly packedKb: number
  /** Maximum number of packages that npm installs, including the package itself. */
  readonly packages: number
  /** Maximum size of all installed packages in MB. */
  readonly installedMb: number
  /** Names of the packages with a native module. */
  readonly native: readonly string[]
}

const FORBIDDEN = [/-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/\s]{64}/, /npm_[A-Za-z0-9]{30}/, /sourceMappingURL=/]

/** Defines the tests for the tarball of a package. `folder` is called when the tests run. */
export function testTarball(limits: PackageLimits, folder: () => BareFolder): void {
  test('the package is built before it is packed, and has no install script', () => {
    const { scripts } = JSON.parse(readFileSync(join(limits.source, 'package.json'), 'utf8'))
    expect(scripts.prepack).toMatch(/scripts\/build\.mjs/)
    expect(Object.keys(scripts).filter((name) => /install$/.test(name))).toEqual([])
  })

  test('names the same home page, repository, bugs and author as the console', () => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
    const { homepage, bugs, author, license, repository } = read('package.json')
    const directory = limits.source === '.' ? {} : { directory: limits.source }
    const packed = read(join(folder().installed, 'package.json'))
    expect(packed).toMatchObject({ homepage, bugs, author, license, repository: { ...repository, ...directory } })
  })

  test('contains the built code, the declarations and the docs, and nothing else', () => {
    const paths = folder().tarball.files.map(({ path }) => path)
    expect(paths.filter((path) => !limits.files.some((form) => form.test(path)))).toEqual([])
    for (const path of ['package.json', 'LICENSE', 'README.md']) expect(paths).toContain(path)
  })

  test('contains no secret and no local path', () => {
    const here = process.cwd()
    for (const { path } of folder().tarball.files.filter(({ path }) => !/\.png$/.test(path))) {
      const text = readFileSync(join(folder().installed, path), 'utf8')
      expect(text.includes(here), `${path} names ${here}`).toBe(false)
      for (const form of FORBIDDEN) expect(form.test(text), `${path} has ${form}`).toBe(false)
    }
  })

  test('stays within its limits for size and number of packages, and declares its native modules', () => {
    const { tarball, dependencies } = folder()
    const unpacked = tarball.files.reduce((total, { size }) => total + size, 0)
    const megabytes =
      (unpacked + dependencies.reduce((total, name) => total + sizeOf(join('node_modules', name)), 0)) / 1e6
    const figures = `${(tarball.size / 1e3).toFixed(0)} kB packed, ${dependencies.length + 1} packages, ${megabytes.toFixed(1)} MB`
    process.stdout.write(`${folder().name}: ${figures} installed\n`)
    expect(tarball.size / 1e3).toBeLessThanOrEqual(limits.packedKb)
    expect(dependencies.length + 1).toBeLessThanOrEqual(limits.packages)
    expect(megabytes).toBeLessThanOrEqual(limits.installedMb)
    expect(dependencies.filter((name) => ['keytar', 'libsql'].includes(name) || hasAddon(name))).toEqual(limits.native)
  })
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const sizeOf = (folder: string): number => filesOf(folder).reduce((total, file) => total + statSync(file).size, 0)

/** Reports whether a package contains a compiled addon or compiles one when it is installed. */
const hasAddon = (name: string): boolean =>
  filesOf(join('node_modules', name)).some((file) => /(\.node|binding\.gyp)$/.test(file))
