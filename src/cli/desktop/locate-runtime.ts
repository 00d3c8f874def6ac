import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Where Electron's executable is, or how to get it. */
export type Runtime =
  | { readonly kind: 'installed'; readonly executable: string }
  /** The package is there; its executable, which is not in the registry, was never fetched. */
  | { readonly kind: 'not-fetched'; readonly version: string; readonly installer: string }
  /** An installation without the package: the library alone, or a server. */
  | { readonly kind: 'absent' }

/** Looks where the package `electron` keeps its executable; loading that package would start the download unasked. */
export function locateRuntime(packageFolder: string, env: NodeJS.ProcessEnv): Runtime {
  let manifest: string
  try {
    manifest = createRequire(join(packageFolder, 'package.json')).resolve('electron/package.json')
  } catch {
    return { kind: 'absent' }
  }
  const folder = dirname(manifest)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : undefined
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const executable = override ? join(override, name ?? 'electron') : name && join(folder, 'dist', name)
  if (executable && existsSync(executable)) return { kind: 'installed', executable }
  return { kind: 'not-fetched', version, installer: join(folder, 'install.js') }
}
