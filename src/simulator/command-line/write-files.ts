import { chmod, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Simulator } from '../start.ts'
import type { SimulatorFlags } from './flags.ts'

/** Absolute names of the files that were written; null where none was asked for. */
export interface WrittenFiles {
  readonly oauth1: string | null
  readonly ca: string | null
}

/** Writes keys (mode 0600, also over an existing file) and certificate; rejects with the system's error. */
export async function writeFiles(simulator: Simulator, flags: SimulatorFlags): Promise<WrittenFiles> {
  let oauth1: string | null = null
  let ca: string | null = null
  if (flags.oauth1File !== undefined && simulator.oauth1 !== undefined) {
    oauth1 = resolve(flags.oauth1File)
    await writeFile(oauth1, `${JSON.stringify(simulator.oauth1, null, 2)}\n`, { mode: 0o600 })
    // The mode of writeFile counts for new files only.
    await chmod(oauth1, 0o600)
  }
  if (flags.caFile !== undefined && simulator.caPem !== undefined) {
    ca = resolve(flags.caFile)
    await writeFile(ca, simulator.caPem)
  }
  return { oauth1, ca }
}
