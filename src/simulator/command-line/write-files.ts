import { chmod, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Simulator } from '../start.ts'
import type { SimulatorFlags } from './flags.ts'

/** Absolute names of the files that were written; null where none was asked for. */
export interface WrittenFiles {
  readonly oauth1: string | null
  /** Left out in other modes. */
  readonly oauth2?: string | null
  readonly ca: string | null
}

/** Writes keys (mode 0600, also over an existing file) and certificate; rejects with the system's error. */
export async function writeFiles(simulator: Simulator, flags: SimulatorFlags): Promise<WrittenFiles> {
  // The console's set-up reads the server; the library takes it as the option `baseUrl`.
  const server = new URL(simulator.apiUrl).origin
  const oauth1 = await writeSecret(flags.oauth1File, simulator.oauth1 && { ...simulator.oauth1, server })
  // The type tells a client which kind of settings the file holds.
  const oauth2 = await writeSecret(
    flags.oauth2File,
    simulator.oauth2 && { type: 'oauth2', ...simulator.oauth2, server },
  )
  let ca: string | null = null
  if (flags.caFile !== undefined && simulator.caPem !== undefined) {
    ca = resolve(flags.caFile)
    await writeFile(ca, simulator.caPem)
  }
  return { oauth1, ...(flags.mode === 'oauth2' ? { oauth2 } : {}), ca }
}

async function writeSecret(file: string | undefined, secret: object | undefined): Promise<string | null> {
  if (file === undefined || secret === undefined) return null
  const name = resolve(file)
  await writeFile(name, `${JSON.stringify(secret, null, 2)}\n`, { mode: 0o600 })
  // The mode of writeFile counts for new files only.
  await chmod(name, 0o600)
  return name
}
