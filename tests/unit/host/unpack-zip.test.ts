import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { unpackZipFiles } from '../../../src/host/key-imports/offered-key-files.ts'
import { propertyRuns } from '../../process/property-runs.ts'

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
const damaged = [{ name: 'a.zip', outcome: 'refused', message: expect.stringContaining('is a damaged zip file') }]

/** Changes a field of each entry in the central directory, from which entries are read. */
function changed(zip: Uint8Array, offset: number, write: (view: DataView, at: number) => void): Uint8Array {
  const copy = zip.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at + 4 < copy.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) write(view, at + offset)
  }
  return copy
}

describe('unpacking a zip file', () => {
  test('unpacks a zip file unchanged, deflated or stored', async () => {
    const content = fc.dictionary(fc.stringMatching(/^[a-zäß漢]{1,8}\.pem$/), fc.uint8Array({ maxLength: 300 }), {
      maxKeys: 20,
    })
    await fc.assert(
      fc.asyncProperty(content, fc.constantFrom(0, 6), async (files, level) => {
        const zip = zipSync(
          Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`folder/${name}`, [bytes, { level }]])),
        )
        if (Object.keys(files).length === 0) return
        const unpacked = await unpackZipFiles([{ name: 'a.zip', bytes: zip }])
        expect(unpacked.reports).toEqual([])
        expect(Object.fromEntries(unpacked.files.map(({ name, bytes }) => [name, [...bytes]]))).toEqual(
          Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [...bytes]])),
        )
      }),
      { numRuns: propertyRuns(30) },
    )
  })

  test('rejects a zip file with an entry that is larger than stated', async () => {
    const zip = changed(zipSync({ 'a.pem': new Uint8Array(6_000_000) }), 24, (view, at) =>
      view.setUint32(at, 1_000, true),
    )
    expect(await unpackZipFiles([{ name: 'a.zip', bytes: zip }])).toEqual({ files: [], reports: damaged })
  })

  test('skips entries that are too large to be a key', async () => {
    const zip = zipSync({ 'large.pem': new Uint8Array(1_000_001), 'small.pem': Buffer.from('small') })
    const { files, reports } = await unpackZipFiles([{ name: 'a.zip', bytes: zip }])
    expect(files.map(({ name, bytes }) => [name, text(bytes)])).toEqual([['small.pem', 'small']])
    expect(reports).toEqual([{ name: 'a.zip', outcome: 'ignored', message: expect.stringContaining('Skipped 1 of 2') }])
  })

  test('limits all zip files of an import together to 5 MB', async () => {
    const bytes = zipSync({ 'a.pem': new Uint8Array(900_000), 'b.pem': new Uint8Array(900_000) })
    const { files, reports } = await unpackZipFiles(
      ['1.zip', '2.zip', '3.zip', '4.zip'].map((name) => ({ name, bytes })),
    )
    expect(files).toHaveLength(5)
    expect(reports.map(({ name }) => name)).toEqual(['3.zip', '4.zip'])
  })

  test.each([
    ['is cut short', (zip: Uint8Array) => zip.subarray(0, zip.length - 10)],
    ['has no directory', (zip: Uint8Array) => zip.subarray(0, 40)],
    [
      'places its directory outside',
      (zip: Uint8Array) => {
        const copy = zip.slice()
        new DataView(copy.buffer).setUint32(zip.length - 22 + 16, 0xffff_fff0, true)
        return copy
      },
    ],
    [
      'places a file outside',
      (zip: Uint8Array) => changed(zip, 42, (view, at) => view.setUint32(at, 0x7fff_ffff, true)),
    ],
    [
      'states a packed size beyond its end',
      (zip: Uint8Array) => changed(zip, 20, (view, at) => view.setUint32(at, 0x7fff_ffff, true)),
    ],
    ['is encrypted', (zip: Uint8Array) => changed(zip, 8, (view, at) => view.setUint16(at, 1, true))],
    ['is packed by another method', (zip: Uint8Array) => changed(zip, 10, (view, at) => view.setUint16(at, 14, true))],
  ])('rejects a zip file that %s', async (_what, spoil) => {
    const bytes = spoil(zipSync({ 'a.pem': Buffer.from('hello '.repeat(50)) }))
    expect(await unpackZipFiles([{ name: 'a.zip', bytes }])).toEqual({ files: [], reports: damaged })
  })

  test('throws no error for a zip file with a changed byte', async () => {
    const zip = zipSync({ 'a.pem': Buffer.from('hello '.repeat(50)), 'b.pem': Buffer.from('x') })
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 5), fc.nat(255), async (at, value) => {
        const bytes = zip.slice()
        bytes[at + 4] = value
        const { files } = await unpackZipFiles([{ name: 'a.zip', bytes }])
        for (const file of files) expect(file.bytes.byteLength).toBeLessThanOrEqual(1_000_000)
      }),
    )
  })
})
