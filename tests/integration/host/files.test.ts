import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DesktopShellFunctions } from '../../../src/host/shell-port.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

let folder: string
let host: PracticeHost | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-means-'))
})
afterEach(async () => {
  await host?.close()
  host = undefined
  rmSync(folder, { recursive: true, force: true })
})

/** Creates a shell with dialogs that accept the suggested file name for saving and choose one file for opening. */
const shell = (): DesktopShellFunctions => ({
  dialogs: {
    chooseWhereToSave: async (name) => join(folder, name),
    chooseWhatToOpen: async () => join(folder, 'tickle.json'),

    chooseKeyFiles: async () => [],
  },
  canNotify: () => true,
})

const tickle = { method: 'GET', path: '/tickle', query: [] } as const

test('reports the capabilities of the shell to the window, and rejects a save without a shell', async () => {
  host = await startPracticeHost({ desktop: shell(), commandLine: 'node /console.mjs' })
  expect(await host.client.call('platform.capabilities', {})).toEqual({
    openFileDialog: true,
    saveFileDialog: true,
    notify: true,
    commandLine: 'node /console.mjs',
  })
  await host.close()
  host = await startPracticeHost()
  expect(await host.client.call('platform.capabilities', {})).toEqual({
    openFileDialog: false,
    saveFileDialog: false,
    notify: false,
  })
  const content = { kind: 'text', text: '' } as const
  await expect(host.client.call('files.save', { suggestedName: 'a', content })).rejects.toMatchObject({
    code: 'not-available',
  })
})

test('saves a response to a file, returns it to the window and opens the file, with masked secrets in each case', async () => {
  host = await startPracticeHost({ desktop: shell() })
  const { client, view } = host
  await expect.poll(() => view()?.state.kind).toBe('ready')
  const { output, body } = await client.callBytes('requests.send', tickle)
  const content = { kind: 'response', responseId: output.responseId } as const
  expect(await client.call('files.save', { suggestedName: 'tickle.json', content })).toEqual({
    name: 'tickle.json',
    size: body.byteLength,
  })
  const file = readFileSync(join(folder, 'tickle.json'))
  expect(file.equals(body)).toBe(true)
  expect(JSON.parse(file.toString())).toMatchObject({ session: '•••' })
  expect(
    Buffer.from((await client.callBytes('responses.body', { responseId: output.responseId })).body).equals(file),
  ).toBe(true)
  const opened = await client.callBytes('files.open', {})
  expect(opened.output).toEqual({ name: 'tickle.json' })
  expect(Buffer.from(opened.body).equals(file)).toBe(true)
})

test('rejects file paths from the window', async () => {
  host = await startPracticeHost({ desktop: shell() })
  const content = { kind: 'text', text: '', path: '/etc/passwd' } as const
  await expect(host.client.call('files.save', { suggestedName: 'a', content })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  await expect(host.client.callBytes('files.open', { path: '/etc/passwd' } as never)).rejects.toMatchObject({
    code: 'invalid-input',
  })
})
