import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of the files below a folder. What goes away meanwhile counts as nothing, and so does a folder that is not there. */
export function folderSize(folder: string): number {
  let total = 0
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const stat = entry.isFile() && statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })
      if (stat) total += stat.size
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return total
}
