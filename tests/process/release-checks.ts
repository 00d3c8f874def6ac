import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve('release-checks')

/** Returns the path of a file of the tools that only the long run needs. */
export const releaseTool = (path: string): string => join(folder, 'node_modules', path)

/** Electron 45 embeds this version of Node. */
export const NODE_24 = releaseTool('node-24/bin/node')

/** Installs the tools unless they are those of the lock file. */
export function installReleaseChecks(): void {
  const installed = releaseTool('.package-lock.json')
  const lock = join(folder, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' })
}
