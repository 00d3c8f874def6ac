import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FilesService } from '../../../src/host/files/files-service.ts'
import { SavedResponseBodies } from '../../../src/host/files/saved-response-bodies.ts'
import { toFileError } from '../../../src/host/storage/file-error.ts'
import { type OpenFile, replaceFile } from '../../../src/host/storage/replace-file.ts'
import { MAX_BODY_FILE_BYTES } from '../../../src/shared/domain/requests.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-files-'))
  path = join(folder, 'response.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const names = (): readonly string[] => readdirSync(folder)
const errno = (code: string): Error => Object.assign(new Error(`${code}: /home/someone/response.json`), { code })

describe('saving a file for the user', () => {
  test('writes the whole file with access for its owner only, and leaves no temporary file', async () => {
    const bytes = Buffer.alloc(40_000_000, 'x')
    await replaceFile(path, bytes)
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(names()).toEqual(['response.json'])
  })

  test('keeps the mode of a replaced file, and keeps a link that points to it', async () => {
    const link = join(folder, 'link.json')
    writeFileSync(path, 'old')
    chmodSync(path, 0o640)
    symlinkSync(path, link)
    await replaceFile(link, Buffer.from('new'))
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o640])
    expect(readFileSync(link, 'utf8')).toBe('new')
  })

  test.each(['ENOSPC', 'EIO'])('leaves the file unchanged if writing fails in the middle (%s)', async (code) => {
    writeFileSync(path, 'old')
    const failing: OpenFile = async (...args) => {
      const file = await open(...args)
      file.writeFile = async () => {
        await file.write('hal')
        throw errno(code)
      }
      return file
    }
    await expect(replaceFile(path, Buffer.from('half'), failing)).rejects.toMatchObject({ code })
    expect([readFileSync(path, 'utf8'), names()]).toEqual(['old', ['response.json']])
  })

  test('does not replace a folder', async () => {
    mkdirSync(path)
    await expect(replaceFile(path, Buffer.from('x'))).rejects.toMatchObject({ code: 'not-a-file' })
    expect(names()).toEqual(['response.json'])
  })
})

test.each([
  ['ENOSPC', 'write', 'disk-full', /disk is full/],
  ['EDQUOT', 'write', 'disk-full', /disk is full/],
  ['EACCES', 'write', 'not-permitted', /does not allow writing there/],
  ['EROFS', 'write', 'not-permitted', /does not allow writing there/],
  ['EPERM', 'read', 'not-permitted', /does not allow reading that file/],
  ['ENOENT', 'write', 'file-failed', /The folder no longer exists/],
  ['ENOENT', 'read', 'file-failed', /The file no longer exists/],
  ['EMFILE', 'write', 'file-failed', /^Too many files and connections are open \(EMFILE\)/],
  ['EIO', 'read', 'file-failed', /could not read the file \(EIO\)/],
] as const)('describes the error %s of the operation %s as %s, without the path', (code, doing, expected, words) => {
  const error = toFileError(errno(code), doing)
  expect([error.code, error.message]).toEqual([expected, expect.stringMatching(words)])
  expect(error.message).not.toContain('someone')
})

describe('response bodies saved in memory', () => {
  test('keeps only the newest eight bodies', () => {
    const saved = new SavedResponseBodies()
    const ids = Array.from({ length: 10 }, (_, count) => saved.save(Uint8Array.of(count)))
    expect(ids.map((id) => saved.find(id)?.pieces[0]?.[0])).toEqual([undefined, undefined, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('keeps at most 64 MiB of bodies, or only the newest body if it is larger', () => {
    const saved = new SavedResponseBodies()
    const small = saved.save(new Uint8Array(10))
    const large = saved.save(new Uint8Array(65 * 1024 * 1024))
    expect([saved.find(small), saved.find(large)?.byteLength]).toEqual([undefined, 65 * 1024 * 1024])
    saved.save(new Uint8Array(1))
    expect(saved.find(large)).toBeUndefined()
  })
})

describe('files chosen in a dialog', () => {
  const text = (value: string) => ({ suggestedName: 'a.txt', content: { kind: 'text', text: value } }) as const
  const service = (chosen: { readonly save?: string; readonly open?: string }): FilesService =>
    new FilesService(new SavedResponseBodies(), {
      chooseWhereToSave: async () => chosen.save,
      chooseWhatToOpen: async () => chosen.open,

      chooseKeyFiles: async () => [],
    })

  test('returns a chosen file with its name but without its path', async () => {
    expect(await service({ save: path }).save(text('grün'))).toEqual({ name: 'response.json', size: 5 })
    const { output, body } = await service({ open: path }).open()
    expect([output, Buffer.from(body).toString()]).toEqual([{ name: 'response.json' }, 'grün'])
  })

  test('requires dialogs to choose files, and cancels the choice when the dialog closes', async () => {
    const none = new FilesService(new SavedResponseBodies(), undefined)
    await expect(none.save(text(''))).rejects.toMatchObject({ code: 'not-available' })
    await expect(none.open()).rejects.toMatchObject({ code: 'not-available' })
    await expect(service({}).save(text(''))).rejects.toMatchObject({ code: 'cancelled' })
    await expect(service({}).open()).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('opens one dialog at a time, also after a dialog failed', async () => {
    const files = service({})
    const first = files.save(text(''))
    await expect(files.open()).rejects.toMatchObject({
      code: 'limit',
      message: expect.stringContaining('already open'),
    })
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    await expect(files.open()).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('rejects a folder, a missing file and a file that is too large', async () => {
    writeFileSync(path, Buffer.alloc(MAX_BODY_FILE_BYTES + 1))
    await expect(service({ open: path }).open()).rejects.toMatchObject({ code: 'limit' })
    await expect(service({ open: folder }).open()).rejects.toMatchObject({ code: 'file-failed' })
    await expect(service({ open: join(folder, 'gone') }).open()).rejects.toMatchObject({ code: 'file-failed' })
  })

  test('opens no dialog for a response body that is no longer in memory', async () => {
    const shown: string[] = []
    const files = new FilesService(new SavedResponseBodies(), {
      chooseWhereToSave: async (name) => {
        shown.push(name)
        return undefined
      },
      chooseWhatToOpen: async () => undefined,

      chooseKeyFiles: async () => [],
    })
    const content = { kind: 'response', responseId: '00000000-0000-4000-8000-000000000000' } as const
    await expect(files.save({ suggestedName: 'a', content })).rejects.toMatchObject({ code: 'not-found' })
    expect(shown).toEqual([])
  })
})
