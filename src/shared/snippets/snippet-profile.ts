import type { ProfileKind } from '../domain/environment.ts'
import type { SnippetProfile } from './snippet.ts'

/** Port of the simulator that runs the snippets of Practice. No gateway of IBKR uses it by default. */
const SIMULATOR_PORT = 15_000

/** The installed desktop program has no command. */
const INSTALLATION =
  'The command ibkr-console is not part of the desktop program: "npm ci" and "npm install --global ." in a copy of its repository install it.'

/**
 * Converts a profile to the login that a generated program uses; undefined if its address is invalid.
 *
 * The simulator of Practice has a random port, and keys that never leave the console. Its programs run on another
 * simulator, which `commandLine` starts: the command of the console, as a user types it; undefined if there is none.
 */
export function createSnippetProfile(
  { kind, baseUrl }: { readonly kind: ProfileKind; readonly baseUrl?: string },
  commandLine: string | undefined,
): SnippetProfile | undefined {
  if (kind === 'practice') {
    const flags = `simulator --mode gateway --port ${SIMULATOR_PORT} --used-session --`
    return {
      kind: 'gateway',
      baseUrl: `https://127.0.0.1:${SIMULATOR_PORT}`,
      simulator:
        commandLine === undefined
          ? { command: `ibkr-console ${flags}`, installation: INSTALLATION }
          : { command: `${commandLine} ${flags}` },
    }
  }
  return baseUrl === undefined ? undefined : { kind, baseUrl }
}
