import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes the renaming of a file in a folder last over a power cut, where the system lets a folder be opened at all. */
export function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r')
    try {
      fsyncSync(opened)
    } finally {
      closeSync(opened)
    }
  } catch {
    // Windows opens no folder, and orders these by itself.
  }
}
