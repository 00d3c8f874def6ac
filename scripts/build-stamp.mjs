import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = ['src', 'package.json', 'vite.node.config.ts', 'vite.renderer.config.ts', 'electron.vite.config.ts']

/** File written at the end of a build of the console: its modification time is the time of the build. */
export const BUILD_STAMP_FILE = join('out', 'build.json')

/** Reports whether the built console is newer than all of its sources. */
export function isBuildCurrent(folder) {
  const stamp = statSync(join(folder, BUILD_STAMP_FILE), { throwIfNoEntry: false })
  if (!stamp) return false
  return SOURCES.every((source) => newest(join(folder, source)) <= stamp.mtimeMs)
}

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  // The modification time of a folder also counts, because it changes when a file is deleted.
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}
