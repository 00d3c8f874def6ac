import type { BareFolder } from './install-in-bare-folder.ts'

/** Loaded modules: package files with relative paths, and names of other packages. */
export interface LoadedModules {
  readonly own: readonly string[]
  readonly packages: readonly string[]
}

/** Loads an entry of the package in a separate process, and lists every module that this loads. */
export function findLoadedModules(folder: BareFolder, entry: string, format: 'esm' | 'cjs'): LoadedModules {
  return sort(folder.name, format === 'cjs' ? loadedByRequire(folder, entry) : loadedByImport(folder, entry))
}

function loadedByRequire(folder: BareFolder, entry: string): readonly string[] {
  folder.write('list.cjs', `require('${entry}'); console.log(JSON.stringify(Object.keys(require.cache)))`)
  return JSON.parse(folder.node('list.cjs')) as string[]
}

/**
 * Lists the modules of an import. Hooks report imported modules; modules that a CommonJS package requires are in its
 * own cache.
 */
function loadedByImport(folder: BareFolder, entry: string): readonly string[] {
  folder.write(
    'hooks.mjs',
    `import { appendFileSync } from 'node:fs'
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context)
  appendFileSync('imported.txt', found.url + '\\n')
  return found
}`,
  )
  folder.write('register.mjs', `import { register } from 'node:module'; register('./hooks.mjs', import.meta.url)`)
  folder.write('imported.txt', '')
  folder.write(
    'list.mjs',
    `import '${entry}'
import { createRequire } from 'node:module'
console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache)))`,
  )
  const required = JSON.parse(folder.node('--import', './register.mjs', 'list.mjs')) as string[]
  const imported = folder.read('imported.txt').split('\n')
  return [...required, ...imported.filter((url) => url.startsWith('file:')).map((url) => url.replace('file://', ''))]
}

function sort(packageName: string, paths: readonly string[]): LoadedModules {
  const own = new Set<string>()
  const packages = new Set<string>()
  for (const path of paths) {
    const inside = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(path.replaceAll('\\', '/'))
    const [, name, file] = inside ?? []
    if (name === packageName && file !== undefined) own.add(file)
    else if (name !== undefined) packages.add(name)
  }
  return { own: [...own].sort(), packages: [...packages].sort() }
}
