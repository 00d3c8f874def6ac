import { afterEach, expect, test, vi } from 'vitest'
import { droppedFiles, droppedPaths, readKeyFiles } from '../../../src/renderer/features/keys/key-files.ts'

afterEach(() => vi.unstubAllGlobals())

const bridge = (paths: Readonly<Record<string, string>>) =>
  vi.stubGlobal('window', { ibkrConsole: { getPathForFile: ({ name }: File) => paths[name] ?? '' } })

const drop = (files: readonly File[], entries: readonly unknown[] = []): DataTransfer =>
  ({ files, items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) }) as unknown as DataTransfer

const aFile = (name: string, text = name): File => new File([text], name)

test('passes dropped files by path in the desktop window and by content elsewhere', () => {
  const files = [aFile('a.pem'), aFile('keys')]
  bridge({ 'a.pem': '/home/me/a.pem', keys: '/home/me/keys' })
  expect(droppedPaths(drop(files))).toEqual(['/home/me/a.pem', '/home/me/keys'])
  bridge({ 'a.pem': '/home/me/a.pem' })
  expect(droppedPaths(drop(files))).toBeUndefined()
  vi.stubGlobal('window', {})
  expect(droppedPaths(drop(files))).toBeUndefined()
})

test('reads a dropped folder in batches, up to the file limit', async () => {
  const file = (name: string) => ({ isFile: true, file: (take: (file: File) => void) => take(aFile(name)) })
  const folder = (pieces: readonly (readonly unknown[])[]) => ({
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = [...pieces]
      return { readEntries: (take: (some: readonly unknown[]) => void) => take(left.shift() ?? []) }
    },
  })
  const found = await droppedFiles(drop([], [file('a.pem'), folder([[file('b.pem')], [folder([[file('c.pem')]])]])]))
  expect(found.map(({ name }) => name)).toEqual(['a.pem', 'b.pem', 'c.pem'])
  // As WebKit's entry of a file that another program offers.
  const unreadable = { isFile: true, file: (_: unknown, fail: (error: Error) => void) => fail(new Error('not found')) }
  expect(await droppedFiles(drop([aFile('d.pem')], [unreadable]))).toHaveLength(1)
  const many = Array.from({ length: 500 }, (_, index) => file(`${index}.pem`))
  expect(await droppedFiles(drop([], [folder([many])]))).toHaveLength(60)
})

test('passes the bytes of files unchanged', async () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256)
  const large = new File([new Uint8Array(1_000_001)], 'film.mp4')
  const read = await readKeyFiles([new File([bytes], 'key.der'), large])
  expect(read.tooLarge).toEqual(['film.mp4'])
  expect(read.files.map(({ name }) => name)).toEqual(['key.der'])
  expect(Buffer.from(read.files[0]?.base64 ?? '', 'base64')).toEqual(Buffer.from(bytes))
})
