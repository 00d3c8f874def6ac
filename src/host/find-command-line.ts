import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { formatShellLiteral } from '../shared/snippets/literals.ts'

/**
 * Returns how a user starts the console's command of this installation, from any folder. Undefined if there is none: the
 * installed desktop program contains only its window.
 */
export function findCommandLine(packageFolder: string, platform: NodeJS.Platform): string | undefined {
  const file = join(packageFolder, 'bin', 'ibkr-console.mjs')
  // Snippets contain the command in a comment, which a line break would end.
  if (!existsSync(file) || /[\p{Cc}\u2028\u2029]/u.test(file)) return undefined
  return `node ${platform === 'win32' ? `"${file}"` : formatShellLiteral(file)}`
}
