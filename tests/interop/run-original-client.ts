import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Simulator } from '../../src/simulator/start-simulator.ts'

const run = promisify(execFile)
const scriptOf = (name: string) => fileURLToPath(new URL(`original/${name}.cjs`, import.meta.url))
const redirect = scriptOf('preload-redirect')

const parameters = createRequire(import.meta.url)('./original/awkward-parameters.cjs') as {
  readonly awkwardValues: Readonly<Record<string, string>>
}

/** Parameter values, by name, that ibkr-client may encode in several ways. */
export const { awkwardValues } = parameters

/** Results of ibkr-client by call. */
export type OriginalClientResult = Readonly<Record<string, unknown>>

/**
 * Runs the published `ibkr-client` in its own process against a simulator. Rejects with the program's stderr output.
 */
export async function runOriginalClient(
  simulator: Simulator,
  {
    program = 'session',
    settings = {},
  }: {
    readonly program?: 'session' | 'early-subscription'
    /** Further settings in oauth1.json. */
    readonly settings?: object
  } = {},
): Promise<OriginalClientResult> {
  const script = scriptOf(program)
  const folder = await mkdtemp(join(tmpdir(), 'ibkr-interop-'))
  try {
    const certificate = join(folder, 'ca.pem')
    await writeFile(certificate, simulator.caPem ?? '')
    const options = { timeout: 50_000, env: { ...process.env } as Record<string, string | undefined> }
    if (simulator.oauth1 === undefined) {
      const { stdout } = await run(process.execPath, [script, 'gateway', `localhost:${simulator.port}`], options)
      return JSON.parse(stdout) as OriginalClientResult
    }
    const config = join(folder, 'oauth1.json')
    await writeFile(config, JSON.stringify({ ...simulator.oauth1, ...settings }), { mode: 0o600 })
    options.env['NODE_EXTRA_CA_CERTS'] = certificate
    options.env['SIMULATOR_PORT'] = String(simulator.port)
    const { stdout } = await run(process.execPath, ['--require', redirect, script, 'oauth1', config], options)
    return JSON.parse(stdout) as OriginalClientResult
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
