import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The user data folder cannot be used; the message says which and what to do. */
export class HomeError extends Error {
  override readonly name = 'HomeError'
  readonly code = 'home-unusable'
}

/** Where the user data folder is: the flag, else `IBKR_CONSOLE_HOME`, else the place the platform has for it. */
export function locateHome(flag: string | undefined, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = flag ?? env['IBKR_CONSOLE_HOME']
  if (chosen) return resolve(chosen)
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'IBKR Console')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'IBKR Console')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'ibkr-console')
}

/** Creates the folder for its owner only, or throws a `HomeError`. */
export function prepareHome(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new HomeError(
      `Cannot write to the user data folder ${folder} (${reason}). Choose another with --home DIR or IBKR_CONSOLE_HOME, or mend its permissions.`,
      { cause: error },
    )
  }
}
