import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  /** As the zip file states it. */
  readonly size: number
  /** Its bytes, unpacked in another thread. Rejects where they are damaged, or more than `most`. */
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

/** The files in a zip file, from its directory. @throws RangeError where it is damaged */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
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
