import { basename } from 'node:path'
import type { FileReport } from '../../shared/contract/import-views.ts'
import { type ZipEntry, zipEntries } from './zip-entries.ts'

/** A file as it was offered. */
export interface OfferedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Bytes of a file that may hold keys; they have some thousand. */
export const LARGEST_KEY_FILE = 1_000_000
const MOST_IN_ZIP = 50
/** Bytes out of all zip files that are offered at once. */
const MOST_UNPACKED = 5_000_000
/** What the systems put beside the files of a person. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/

export interface Unpacked {
  readonly files: readonly OfferedFile[]
  /** What could not be opened, or was left out. */
  readonly reports: readonly FileReport[]
}

/** Opens zip files, one level; what is too large in them is left out unopened. */
export async function unpack(files: readonly OfferedFile[]): Promise<Unpacked> {
  const all: Unpacked[] = []
  let room = MOST_UNPACKED
  for (const file of files) {
    const unpacked = isZip(file.bytes) ? await unzip(file, room) : { files: [file], reports: [] }
    if (isZip(file.bytes)) room -= unpacked.files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
    all.push(unpacked)
  }
  return {
    files: all.flatMap((each) => each.files).filter(({ name }) => !LITTER.test(name)),
    reports: all.flatMap(({ reports }) => reports),
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

async function unzip({ name, bytes }: OfferedFile, room: number): Promise<Unpacked> {
  try {
    const entries = zipEntries(bytes).filter((entry) => !entry.name.endsWith('/'))
    const files: OfferedFile[] = []
    let left = room
    for (const entry of entries.filter(({ size }) => size <= LARGEST_KEY_FILE).slice(0, MOST_IN_ZIP)) {
      if (entry.size > left) break
      files.push({ name: nameOf(entry), bytes: await entry.read(entry.size) })
      left -= entry.size
    }
    if (files.length === entries.length) return { files, reports: [] }
    const message = `${name} holds ${entries.length - files.length} more, too many or too large for keys: they were left out.`
    return { files, reports: [{ name, outcome: 'ignored', message }] }
  } catch {
    const message = `${name} is a damaged zip file. Unpack it yourself and offer what is inside.`
    return { files: [], reports: [{ name, outcome: 'refused', message }] }
  }
}

const nameOf = ({ name }: ZipEntry): string => (LITTER.test(name) ? name : basename(name))
