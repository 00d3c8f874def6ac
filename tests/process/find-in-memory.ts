import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** Chunk size in bytes for reading a memory mapping. */
const PIECE = 2 ** 20
/** A larger mapping is address space that V8 reserved, not memory. */
const LARGEST = 300 * 2 ** 20

/**
 * Counts the occurrences of each string or byte sequence in the writable memory of a process of this user. Linux only.
 */
export function findInMemory<K extends string>(
  pid: number,
  needles: Readonly<Record<K, Uint8Array>>,
): Record<K, number> {
  const names = Object.keys(needles) as K[]
  const found = Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
    const start = Number.parseInt(from, 16)
    const size = Number.parseInt(to, 16) - start
    if (!(size > 0 && size <= LARGEST)) continue
    const bytes = readMapping(memory, start, size)
    for (const name of names) found[name] += occurrences(bytes, needles[name])
  }
  closeSync(memory)
  return found
}

function readMapping(memory: number, start: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  let at = 0
  try {
    while (at < size) at += readSync(memory, bytes, at, Math.min(PIECE, size - at), start + at) || size
  } catch {
    // The mapping no longer exists, or cannot be read.
  }
  return bytes
}

function occurrences(bytes: Buffer, needle: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) count += 1
  return count
}
