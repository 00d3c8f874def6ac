import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describeFailedRun } from '../../process/describe-failed-run.ts'

const root = resolve('.')

/** Folder of a program into which one packed package was installed, together with only its dependencies. */
export interface BareFolder {
  /** Size of the tarball in bytes, and its files. */
  readonly tarball: { readonly size: number; readonly files: readonly { path: string; size: number }[] }
  /** Names of the direct and indirect dependencies. */
  readonly dependencies: readonly string[]
  /** Name of the package. */
  readonly name: string
  /** Path of the installed package. */
  readonly installed: string
  write(name: string, text: string): void
  read(name: string): string
  /** Adds another package that the program uses. */
  link(name: string): void
  /** Runs Node in the folder and returns its output. */
  node(...args: readonly string[]): string
  /** Runs a program in the folder and returns its output. */
  run(executable: string, ...args: readonly string[]): string
  /**
   * Runs a TypeScript compiler in the folder and returns its errors, or an empty string. `compiler` is the path of a
   * `tsc`; the default is the compiler of this checkout.
   */
  compile(options: object, files: readonly string[], compiler?: string): string
  remove(): void
}

/**
 * Packs a built package like `npm publish` and installs it without a network. The tarball is unpacked and its
 * dependencies are linked from this checkout, so that importing an undeclared package fails as for a user. `source` is
 * the folder of the package in this checkout.
 */
export function makeBareFolder(source: string): BareFolder {
  // The test run has already built the package.
  if (!process.env['IBKR_CONSOLE_BUILT']) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'pipe' })
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-bare-'))
  const pack = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', folder]
  const [tarball] = JSON.parse(execFileSync('npm', pack, { cwd: source, encoding: 'utf8', stdio: 'pipe' }))
  execFileSync('tar', ['-xzf', join(folder, tarball.filename), '-C', folder])
  const app = join(folder, 'app')
  const { name } = readManifest(join(folder, 'package'))
  const installed = join(app, 'node_modules', name)
  mkdirSync(dirname(installed), { recursive: true })
  renameSync(join(folder, 'package'), installed)
  const dependencies = [...dependenciesOf(installed)]
  for (const dependency of dependencies) link(dependency, app)
  // TypeScript programs for Node have these type packages.
  for (const types of ['@types/node', 'undici-types']) link(types, app)

  const run = (executable: string, ...args: readonly string[]): string =>
    execFileSync(executable, args, { cwd: app, encoding: 'utf8', stdio: 'pipe' })
  const write = (file: string, text: string): void => writeFileSync(join(app, file), text)
  return {
    tarball: { size: tarball.size, files: tarball.files },
    dependencies,
    name,
    installed,
    write,
    link: (other) => link(other, app),
    read: (file) => readFileSync(join(app, file), 'utf8'),
    node: (...args) => run(process.execPath, ...args),
    run,
    compile(options, files, compiler = join(root, 'node_modules/typescript/bin/tsc')) {
      const compilerOptions = { strict: true, target: 'es2022', noEmit: true, types: ['node'], ...options }
      write('tsconfig.json', JSON.stringify({ compilerOptions, files }))
      try {
        return run(process.execPath, compiler, '-p', '.', '--pretty', 'false')
      } catch (error) {
        return describeFailedRun(error)
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Manifest = { readonly name: string; readonly dependencies?: Readonly<Record<string, string>> }

/** Returns the packages that npm would also install: direct and indirect dependencies. */
function dependenciesOf(installed: string): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (manifest: Manifest): void => {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      if (names.has(name)) continue
      names.add(name)
      visit(readManifest(join(root, 'node_modules', name)))
    }
  }
  visit(readManifest(installed))
  return names
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function link(name: string, app: string): void {
  const place = join(app, 'node_modules', name)
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), place, 'junction')
}
