import { homedir } from 'node:os'
import type { DiagnosticsFile } from '../../shared/contract/diagnostics-views.ts'
import type { PreparedFile } from '../../shared/contract/history-views.ts'
import type { SavedResponseBodies } from '../files/saved-response-bodies.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import { readLogTail } from '../log/log.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { findCrashDumps, readCrashDump } from './crash-dumps.ts'
import { describeProgram, describeSettings, describeTimings } from './describe-console.ts'
import { createRedactor } from './redact.ts'

export interface DiagnosticsDeps {
  readonly version: string
  readonly list: ProfileList
  /** Returns the session of the selected profile. */
  readonly session: () => SessionService
  readonly bodies: SavedResponseBodies
  /** Folder with the crash dumps of the desktop program. */
  readonly crashDumpFolder: string | undefined
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/**
 * Creates the calls that export diagnostics. The zip file contains exactly the texts that the user has seen before: the
 * window collects them, shows them and then requests the file.
 */
export function createDiagnostics(context: HostContext, deps: DiagnosticsDeps): HandlersOf<'diagnostics'> {
  const { home, clock } = context
  const { version, list, session, bodies, crashDumpFolder } = deps
  const startedAt = clock.now()
  let collected: readonly DiagnosticsFile[] | undefined

  const collectFiles = (): readonly DiagnosticsFile[] => {
    const redact = createRedactor(personalValues(home, list))
    const files = {
      'versions.json': json(describeProgram(version)),
      'settings.json': json(describeSettings(list)),
      'timings.json': json(describeTimings({ startedAt, now: clock.now(), session: session() })),
      'console.log': readLogTail(home),
    }
    return Object.entries(files).map(([name, text]) => ({ name, text: redact(text) }))
  }

  return {
    'diagnostics.collect': async () => {
      collected = collectFiles()
      const crashDumps = findCrashDumps(crashDumpFolder).map(({ name, size, at }) => ({ name, size, at }))
      return { files: collected, crashDumps }
    },
    'diagnostics.pack': async ({ crashDumps }): Promise<PreparedFile> => {
      if (!collected) throw new HostError('not-found', 'The diagnostics were not collected yet. Open the dialog again.')
      const entries: Record<string, Uint8Array> = {}
      for (const { name, text } of collected) entries[name] = Buffer.from(text)
      for (const dump of crashDumps ? findCrashDumps(crashDumpFolder) : []) {
        const bytes = readCrashDump(dump)
        if (bytes) entries[`crash-dumps/${dump.name}`] = bytes
      }
      // Uses the browser build, because the Node build declares `require`, as electron-vite does in each file.
      const { zipSync } = await import('fflate/browser')
      const file = zipSync(entries)
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      return {
        responseId: bodies.save(file),
        suggestedName: `ibkr-console-diagnostics-${day}.zip`,
        size: file.byteLength,
        entries: Object.keys(entries).length,
      }
    },
  }
}

/** Returns the user's names, addresses and identifiers that the log may contain, with a label for each. */
function personalValues(home: string, list: ProfileList): Readonly<Record<string, string>> {
  const values: Record<string, string> = { [home]: 'user data folder', [homedir()]: 'home' }
  for (const profile of list.profiles) {
    if (profile.kind === 'practice') continue
    values[profile.name] = 'profile name'
    if (profile.kind === 'gateway') addAddress(values, profile.url)
    else if (profile.server !== undefined) addAddress(values, profile.server)
    if (profile.kind === 'oauth1') values[profile.consumerKey] = 'consumer key'
    if (profile.kind === 'oauth2') {
      values[profile.clientId] = 'client ID'
      values[profile.keyId] = 'key ID'
      values[profile.credential] = 'username'
      values[profile.ip] = 'IP address'
    }
  }
  return values
}

function addAddress(values: Record<string, string>, address: string): void {
  values[address] = 'address'
  if (URL.canParse(address)) values[new URL(address).host] = 'address'
}
