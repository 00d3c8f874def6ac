import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import type { KeyFileReport } from '../../shared/contract/import-views.ts'
import { HostError } from '../host-error.ts'
import { toFileError } from '../storage/file-error.ts'

/** A file that the user added to an import. */
export interface OfferedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Maximum size in bytes of a file that is searched for keys. Key files have a few thousand bytes. */
export const MAX_KEY_FILE_BYTES = 1_000_000
const MAX_FILES_IN_ZIP = 50
/** Maximum total size in bytes of the files unpacked from zip files in one call. */
const MAX_UNPACKED = 5_000_000
/** Matches files that operating systems add to folders. */
const SYSTEM_FILES = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/

export interface UnpackedFiles {
  readonly files: readonly OfferedFile[]
  /** Reports about files that could not be opened or were skipped. */
  readonly reports: readonly KeyFileReport[]
}

/** Unpacks zip files, but not zip files inside zip files. Files that are too large are skipped. */
export async function unpackZipFiles(files: readonly OfferedFile[]): Promise<UnpackedFiles> {
  const all: UnpackedFiles[] = []
  let room = MAX_UNPACKED
  for (const file of files) {
    const unpacked = isZip(file.bytes) ? await unzip(file, room) : { files: [file], reports: [] }
    if (isZip(file.bytes)) room -= unpacked.files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
    all.push(unpacked)
  }
  return {
    files: all.flatMap((each) => each.files).filter(({ name }) => !SYSTEM_FILES.test(name)),
    reports: all.flatMap(({ reports }) => reports),
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

async function unzip({ name, bytes }: OfferedFile, room: number): Promise<UnpackedFiles> {
  try {
    const entries = zipEntries(bytes).filter((entry) => !entry.name.endsWith('/'))
    const files: OfferedFile[] = []
    let left = room
    for (const entry of entries.filter(({ size }) => size <= MAX_KEY_FILE_BYTES).slice(0, MAX_FILES_IN_ZIP)) {
      if (entry.size > left) break
      files.push({ name: nameOf(entry), bytes: await entry.read(entry.size) })
      left -= entry.size
    }
    if (files.length === entries.length) return { files, reports: [] }
    const message = `Skipped ${entries.length - files.length} of ${entries.length} files in ${name}: too many, or too large for keys.`
    return { files, reports: [{ name, outcome: 'ignored', message }] }
  } catch {
    const message = `${name} is a damaged zip file. Unpack it yourself and add its files.`
    return { files: [], reports: [{ name, outcome: 'refused', message }] }
  }
}

const nameOf = ({ name }: ZipEntry): string => (SYSTEM_FILES.test(name) ? name : basename(name))

interface ZipEntry {
  readonly name: string
  /** The unpacked size in bytes, as the zip file states it. */
  readonly size: number
  /** Unpacks the entry in another thread. Rejects if the entry is damaged or larger than `most` bytes. */
  read(most: number): Promise<Uint8Array>
}

const END = 0x06054b50
const END_LENGTH = 22
const DIRECTORY_ENTRY = 0x02014b50
const DIRECTORY_ENTRY_LENGTH = 46
const LOCAL_HEADER_LENGTH = 30
const UTF8_NAME = 0x800
const ENCRYPTED = 1

const inflate = promisify(inflateRaw) as (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>

/** Reads the directory of a zip file. @throws RangeError if the file is damaged */
function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + END_LENGTH > file.length || file.readUInt32LE(end) !== END) throw new RangeError('no directory')
  const count = file.readUInt16LE(end + 10)
  const entries: ZipEntry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (file.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new RangeError('a damaged directory')
    const nameAt = at + DIRECTORY_ENTRY_LENGTH
    const nameEnd = nameAt + file.readUInt16LE(at + 28)
    const flags = file.readUInt16LE(at + 8)
    const method = file.readUInt16LE(at + 10)
    const packedSize = file.readUInt32LE(at + 20)
    const local = file.readUInt32LE(at + 42)
    entries.push({
      name: file.toString((flags & UTF8_NAME) === 0 ? 'latin1' : 'utf8', nameAt, nameEnd),
      size: file.readUInt32LE(at + 24),
      async read(most) {
        if ((flags & ENCRYPTED) !== 0) throw new RangeError('an encrypted file')
        const begin = local + LOCAL_HEADER_LENGTH + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
        const packed = file.subarray(begin, begin + packedSize)
        if (packed.length < packedSize) throw new RangeError('a truncated file')
        if (method === 8) return inflate(packed, { maxOutputLength: Math.max(1, most) })
        if (method !== 0 || packedSize > most) throw new RangeError('an unknown method')
        return Buffer.from(packed)
      },
    })
    at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

/** Maximum number of files in a folder. A larger folder is probably not a folder of keys. */
const MAX_FILES = 200

/** Reads files, and the files directly inside folders. Skips links and large files inside folders. */
export async function readKeyFiles(paths: readonly string[]): Promise<readonly OfferedFile[]> {
  const files: OfferedFile[] = []
  for (const path of paths) {
    // Follow a link that the user chose. A link inside a folder is skipped.
    const found = await attempt(() => stat(path))
    if (!found.isDirectory()) files.push(await read(path, found.size, found.isFile()))
    else for (const inside of await filesIn(path)) files.push(await read(inside.path, inside.size, true))
  }
  return files
}

async function filesIn(folder: string): Promise<readonly { readonly path: string; readonly size: number }[]> {
  const names = await attempt(() => readdir(folder))
  if (names.length > MAX_FILES) {
    throw new HostError('limit', `That folder contains ${names.length} files. Choose only the key files.`)
  }
  const found = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), stats: await attempt(() => lstat(join(folder, name))) })),
  )
  return found
    .filter(({ stats }) => stats.isFile() && stats.size <= MAX_KEY_FILE_BYTES)
    .map(({ path, stats }) => ({ path, size: stats.size }))
}

async function read(path: string, size: number, isFile: boolean): Promise<OfferedFile> {
  const name = basename(path)
  if (!isFile) throw new HostError('file-failed', `${name} is not a regular file.`)
  if (size > MAX_KEY_FILE_BYTES) throw new HostError('limit', `${name} is too large for a key file.`)
  return { name, bytes: await attempt(() => readFile(path)) }
}

async function attempt<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw toFileError(error, 'read')
  }
}
