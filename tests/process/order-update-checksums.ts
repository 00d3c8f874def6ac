import { crc32 } from 'node:zlib'
import type { ExportedLine } from './feed-fixture.ts'

/** Returns count and checksum of the stream's updates per order, in the form of the simulator's record. */
export function computeChecksums(lines: Iterable<ExportedLine>): ReadonlyMap<number, readonly [number, number]> {
  const sums = new Map<number, readonly [number, number]>()
  for (const { source, orderId, raw } of lines) {
    if (source !== 'stream') continue
    const [count, sum] = sums.get(Number(orderId)) ?? [0, 0]
    sums.set(Number(orderId), [count + 1, (Math.imul(31, sum) + crc32(JSON.stringify(raw))) >>> 0])
  }
  return sums
}
