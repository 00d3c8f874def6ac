import { basename } from 'node:path'
import { unzipSync } from 'fflate'
import { HostError } from '../host-error.ts'

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

/** Opens zip files, one level; what is too large in them is left out unopened. */
export function unpack(files: readonly OfferedFile[]): readonly OfferedFile[] {
  return files.flatMap((file) => (isZip(file.bytes) ? unzip(file) : [file])).filter(({ name }) => !LITTER.test(name))
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

function unzip({ name, bytes }: OfferedFile): readonly OfferedFile[] {
  let count = 0
  try {
    const inside = unzipSync(bytes, {
      filter: (entry) => !entry.name.endsWith('/') && entry.originalSize <= LARGEST_KEY_FILE && ++count <= MOST_IN_ZIP,
    })
    return Object.entries(inside).map(([path, content]) => ({
      name: LITTER.test(path) ? path : basename(path),
      bytes: content,
    }))
  } catch {
    throw new HostError('invalid-input', `${name} is a damaged zip file. Unpack it yourself and offer what is inside.`)
  }
}
