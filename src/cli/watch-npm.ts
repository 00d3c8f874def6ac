import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Ms between two looks whether the npm that started us is still there. */
const LOOK_MS = 500

/**
 * Calls back when the npm that started us is gone. npm hands a SIGTERM to its shell, which dies without telling us: then
 * our parent is another. Ended by force npm tells nobody, and its shell goes on waiting for us. Returns the end of it.
 */
export function watchNpm(env: NodeJS.ProcessEnv, onGone: () => void): () => void {
  if (env['npm_lifecycle_event'] === undefined) return () => undefined
  const parent = process.ppid
  const npm = npmBehind(parent)
  const timer = setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && !isRunning(npm))) onGone()
  }, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** The npm that waits for the shell; undefined where npm is our parent, or where it cannot be told. */
function npmBehind(shell: number): number | undefined {
  try {
    const [, grandparent = '', words = ''] = /^\s*(\d+)\s+(.*)$/s.exec(lookAt(shell)) ?? []
    return /^\S*sh\s+-c\s/.test(words) ? Number(grandparent) : undefined
  } catch {
    return undefined
  }
}

/** The parent and the command line of a process: `17 sh -c node …`. Small Linux systems have no `ps`, Windows neither. */
function lookAt(pid: number): string {
  if (process.platform !== 'linux') return execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)]).toString()
  const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return `${parent} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
