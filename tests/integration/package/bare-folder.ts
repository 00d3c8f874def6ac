import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve('.')

/** A folder of somebody's program into which the packed package was installed, and nothing but what it depends on. */
export interface BareFolder {
  /** Size in bytes and files of the tarball. */
  readonly tarball: { readonly size: number; readonly files: readonly { path: string; size: number }[] }
  /** The installed package. */
  readonly installed: string
  write(name: string, text: string): void
  read(name: string): string
  /** Adds a package that the program has beside this one. */
  link(name: string): void
  /** Runs Node there; answers what it printed. */
  node(...args: readonly string[]): string
  /** Runs the TypeScript compiler there; answers its findings, empty when there are none. */
  compile(options: object, files: readonly string[]): string
  remove(): void
}

/**
 * Packs the built package as `npm publish` would and installs it without a network: the tarball is unpacked, and what
 * it depends on is linked from this checkout, so that an import of anything undeclared fails as it would for a user.
 */
export function makeBareFolder(): BareFolder {
  // The test run builds once, before.
  if (!process.env['IBKR_CONSOLE_BUILT'])
    execFileSync(process.execPath, ['scripts/build.mjs', '--library'], { stdio: 'pipe' })
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-bare-'))
  const pack = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', folder]
  const [tarball] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8', stdio: 'pipe' }))
  execFileSync('tar', ['-xzf', join(folder, tarball.filename), '-C', folder])
  const app = join(folder, 'app')
  const installed = join(app, 'node_modules', 'ibkr-console')
  mkdirSync(dirname(installed), { recursive: true })
  renameSync(join(folder, 'package'), installed)
  for (const name of dependenciesOf(installed)) link(name, app)

  const run = (args: readonly string[]): string =>
    execFileSync(process.execPath, args, { cwd: app, encoding: 'utf8', stdio: 'pipe' })
  const write = (name: string, text: string): void => writeFileSync(join(app, name), text)
  return {
    tarball: { size: tarball.size, files: tarball.files },
    installed,
    write,
    link: (name) => link(name, app),
    read: (name) => readFileSync(join(app, name), 'utf8'),
    node: (...args) => run(args),
    compile(options, files) {
      const compilerOptions = { strict: true, target: 'es2022', noEmit: true, types: ['node'], ...options }
      write('tsconfig.json', JSON.stringify({ compilerOptions, files }))
      try {
        return run([join(root, 'node_modules/typescript/bin/tsc'), '-p', '.', '--pretty', 'false'])
      } catch (error) {
        return String((error as { stdout?: unknown }).stdout ?? error)
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Manifest = { readonly dependencies?: Readonly<Record<string, string>> }

/** What npm would install beside the package: what it depends on, and what that depends on. */
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
