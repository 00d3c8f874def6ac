import { basename } from 'node:path'
import { unzipSync } from 'fflate'
import type { FileReport } from '../../shared/contract/import-views.ts'

/** A file as it was offered. */
export interface OfferedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Bytes of a file that may hold keys; they have some thousand. */
export const LARGEST_KEY_FILE = 1_000_000
const MOST_IN_ZIP = 50
/** What the systems put beside the files of a person. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/

export interface Unpacked {
  readonly files: readonly OfferedFile[]
  /** What could not be opened, or was left out. */
  readonly reports: readonly FileReport[]
}

/** Opens zip files, one level; what is too large in them is left out unopened. */
export function unpack(files: readonly OfferedFile[]): Unpacked {
  const all = files.map((file) => (isZip(file.bytes) ? unzip(file) : { files: [file], reports: [] }))
  return {
    files: all.flatMap((each) => each.files).filter(({ name }) => !LITTER.test(name)),
    reports: all.flatMap(({ reports }) => reports),
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

function unzip({ name, bytes }: OfferedFile): Unpacked {
  let taken = 0
  let left = 0
  try {
    const inside = unzipSync(bytes, {
      filter: (entry) => {
        if (entry.name.endsWith('/')) return false
        const isTaken = entry.originalSize <= LARGEST_KEY_FILE && taken < MOST_IN_ZIP
        if (isTaken) taken += 1
        else left += 1
        return isTaken
      },
    })
    const files = Object.entries(inside).map(([path, content]) => ({
      name: LITTER.test(path) ? path : basename(path),
      bytes: content,
    }))
    const message = `${name} holds ${left} more, too many or too large for keys: they were left out.`
    return { files, reports: left === 0 ? [] : [{ name, outcome: 'ignored', message }] }
  } catch {
    const message = `${name} is a damaged zip file. Unpack it yourself and offer what is inside.`
    return { files: [], reports: [{ name, outcome: 'refused', message }] }
  }
}
