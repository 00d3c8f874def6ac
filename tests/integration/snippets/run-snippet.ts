import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { findCommandLine } from '../../../src/host/find-command-line.ts'
import type { Snippet, SnippetProfile, SnippetRequest } from '../../../src/shared/snippets/snippet.ts'
import { createSnippetProfile } from '../../../src/shared/snippets/snippet-profile.ts'
import type { RecordedRequest } from '../../../src/simulator/record/recorded-entries.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Read with values that are difficult to encode for the shell, the URL and the signature. */
export const AWKWARD_READ: SnippetRequest = {
  method: 'GET',
  path: '/v1/api/iserver/secdef/search',
  query: { symbol: 'A&B = \'x\' + "y" $(id) 100%', name: 'Über é~*!(a)', secType: 'STK' },
}

/** Change with a body that contains special characters of shells and languages. */
export const AWKWARD_CHANGE: SnippetRequest = {
  method: 'POST',
  path: '/v1/api/iserver/contract/rules',
  body: '{"conid":265598,"isBuy":true,"note":"it\'s \\"5$\\" `x` \\\\ %d ü 📈"}',
}

/** Reports whether all these programs are installed. Otherwise the tests are skipped with that reason. */
export function areInstalled(...paths: readonly string[]): boolean {
  const missing = paths.filter((path) => !existsSync(path))
  for (const path of missing) console.warn(`LEFT OUT: ${path} is not on this machine, its snippets are not executed.`)
  return missing.length === 0
}

/** Node loads this file before a snippet of ibkr-client, which logs in at IBKR. It redirects the login to the simulator. */
export const REDIRECT_PRELOAD = fileURLToPath(new URL('../../interop/original/preload-redirect.cjs', import.meta.url))

/** Returns the profile with which a snippet connects to the simulator. */
export function profileOf(simulator: Simulator): SnippetProfile {
  const baseUrl = simulator.apiUrl.replace(/\/v1\/api\/$/, '')
  return { kind: simulator.oauth1 ? 'oauth1' : 'gateway', baseUrl }
}

export interface RunResult {
  readonly output: string
  /** Last request that the simulator received. */
  readonly request: RecordedRequest | undefined
}

/**
 * Writes the code of a snippet into a folder with the keys, as a user would, and runs it there. Returns the request and
 * the output.
 */
export async function runSnippet(
  simulator: Simulator,
  snippet: Snippet,
  commands: readonly (readonly [string, ...string[]])[],
  path: string,
): Promise<RunResult> {
  return inFolderOf(snippet, async (folder) => {
    const { oauth1, caPem = '', port } = simulator
    if (oauth1) writeFileSync(join(folder, 'oauth1.json'), JSON.stringify(oauth1), { mode: 0o600 })
    writeFileSync(join(folder, 'ca.pem'), caPem)
    const env = {
      ...environment(folder),
      // In Node, IBKR's host name resolves to the simulator, in the same way as for ibkr-client.
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      SIMULATOR_PORT: String(port),
    }
    let output = ''
    for (const [command, ...args] of commands) {
      output = (await run(command, args, { cwd: folder, env, timeout: 120_000, maxBuffer: 2 ** 24 })).stdout
    }
    return { output, request: simulator.record.requests().findLast((each) => each.path.includes(path)) }
  })
}

/** The login of a snippet for Practice, as the console in this checkout writes it. */
export function practiceProfile(): SnippetProfile {
  const profile = createSnippetProfile({ kind: 'practice' }, findCommandLine(root, process.platform))
  if (profile === undefined) throw new Error('Practice has a snippet')
  return profile
}

/**
 * Runs the last printed command of a snippet for Practice in a shell, after `before`, and returns its output. Another
 * test run on this machine may use the port for a moment.
 */
export async function runAsPrinted(snippet: Snippet, before: readonly string[] = []): Promise<string> {
  return inFolderOf(snippet, async (folder, commands) => {
    const env = { ...environment(folder), IBKR_CONSOLE_BUILT: '1' }
    for (const command of before) await run('bash', ['-c', command], { cwd: folder, env })
    return vi.waitUntil(
      () =>
        run('bash', ['-c', commands.at(-1) ?? ''], { cwd: folder, env }).then(
          ({ stdout }) => stdout,
          (error: Error) => {
            if (!/Port \d+ on 127.0.0.1 is in use/.test(error.message)) throw error
            return undefined
          },
        ),
      { timeout: 120_000, interval: 200 },
    )
  })
}

const environment = (folder: string) => ({
  ...process.env,
  LANG: 'C.UTF-8',
  HOME: folder,
  GOCACHE: join(tmpdir(), 'ibkr-console-go-cache'),
  GO111MODULE: 'off',
})

/** Writes the code of a snippet into a new folder in which both Node packages are installed. */
async function inFolderOf<T>(
  snippet: Snippet,
  use: (folder: string, commands: readonly string[]) => Promise<T>,
): Promise<T> {
  if (snippet.kind !== 'code') throw new Error(snippet.reason)
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-snippet-run-'))
  try {
    writeFileSync(join(folder, snippet.fileName), snippet.code)
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(root, 'packages/client'), join(folder, 'node_modules', 'ibkr-web-client'))
    symlinkSync(join(root, 'node_modules', 'ibkr-client'), join(folder, 'node_modules', 'ibkr-client'))
    return await use(folder, snippet.run)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
