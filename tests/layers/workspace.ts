import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Folders below `src/` that have their own `tsconfig.json`. */
const layers = [
  ...['shared/domain', 'shared/catalogue', 'shared/snippets', 'shared/contract', 'shared/rpc'],
  ...['client', 'simulator', 'host', 'web', 'main', 'preload', 'cli', 'renderer'],
]

/** Copy of the project's rules, to try violations without changing the working tree. */
export interface Workspace {
  /** Writes a file. `path` is relative to `src/`. */
  write(path: string, text: string): void
  /** Returns the compiler errors of all layers. */
  compile(): readonly RuleViolation[]
  /** Returns the linter errors of all layers. */
  lint(): readonly RuleViolation[]
  remove(): void
}

/** One error of the compiler or the linter. */
export interface RuleViolation {
  /** Path relative to `src/`. */
  readonly path: string
  /** Rule that was violated: `TS6307`, or a rule of the linter such as `lint/style/noRestrictedImports`. */
  readonly rule: string
  readonly message: string
}

/** Copies the configuration of compiler and linter. Every layer starts with one valid file, `thing.ts`. */
export function openWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-layers-'))
  for (const name of ['tsconfig.base.json', 'biome.json', '.gitignore']) cpSync(join(root, name), join(folder, name))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))

  const write = (path: string, text: string) => {
    const file = join(folder, 'src', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const layer of layers) {
    write(`${layer}/thing.ts`, 'export const thing = 1\n')
    cpSync(join(root, 'src', layer, 'tsconfig.json'), join(folder, 'src', layer, 'tsconfig.json'))
  }
  return {
    write,
    compile: () => parseCompiler(run(folder, 'tsc', ['-b', ...layers.map((layer) => join('src', layer))])),
    lint: () => parseLinter(run(folder, 'biome', ['lint', '--reporter=json', '--max-diagnostics=none', 'src'])),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

function run(folder: string, command: string, args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: folder,
    encoding: 'utf8',
  })
  if (error !== undefined) throw error
  if (stdout === '' && stderr !== '') throw new Error(`${command} did not run: ${stderr}`)
  return stdout
}

function parseCompiler(output: string): readonly RuleViolation[] {
  return Array.from(
    output.matchAll(/^src\/(.+?)\(\d+,\d+\): error (TS\d+): (.*)$/gm),
    ([, path = '', rule = '', message = '']) => ({
      path,
      rule,
      message,
    }),
  )
}

interface LinterReport {
  readonly diagnostics: readonly {
    readonly message: string
    readonly category: string
    readonly location: { readonly path: string }
  }[]
}

function parseLinter(output: string): readonly RuleViolation[] {
  const { diagnostics } = JSON.parse(output) as LinterReport
  return diagnostics.map(({ message, category, location }) => ({
    path: location.path.replace(/^src\//, ''),
    rule: category,
    message,
  }))
}
