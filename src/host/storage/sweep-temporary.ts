import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Names that our own writing gives to files which are not whole yet: `replace-file.ts` and `json-file.ts`. */
const TEMPORARY = /^\.ibkr-console-[0-9a-f-]{36}\.tmp$|\.json(\.last-good)?\.\d+\.tmp$/

/** Removes what was being written when the program was ended by force, exported keys first of all. The home must be ours alone by then. */
export function sweepTemporary(home: string): void {
  for (const folder of [home, join(home, 'exports')].filter((each) => existsSync(each))) {
    for (const name of readdirSync(folder)) {
      if (TEMPORARY.test(name)) rmSync(join(folder, name), { force: true })
    }
  }
}
