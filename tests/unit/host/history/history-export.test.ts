import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Database } from '../../../../src/host/database/database.ts'
import { SavedResponseBodies } from '../../../../src/host/files/saved-response-bodies.ts'
import type { HistoryExportContext } from '../../../../src/host/history/history-export.ts'
import { HistoryService } from '../../../../src/host/history/history-service.ts'
import { inThreadDatabase } from '../../../process/in-thread-database.ts'
import { SILENT_RETENTION } from '../../../process/silent-retention.ts'
import { exampleRequest, record } from './example-request.ts'

const PROFILES: Readonly<Record<string, ReturnType<HistoryExportContext['findProfile']>>> = {
  gateway: { name: 'Gateway', kind: 'gateway', baseUrl: 'https://localhost:5000' },
  own: { name: 'Own', kind: 'oauth1', baseUrl: 'https://own.example/prefix' },
  practice: { name: 'Practice', kind: 'practice' },
}

let folder: string
let database: Database
let bodies: SavedResponseBodies
let history: HistoryService
let inUse: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-export-'))
  database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
  bodies = new SavedResponseBodies()
  inUse = 'gateway'
  history = new HistoryService({
    database,
    retention: SILENT_RETENTION,
    clock: { now: () => 0, monotonic: () => 0, after: () => () => undefined },
    bodies,
    export: { version: '0.1.0', commandLine: 'node /console.mjs', findProfile: (id) => PROFILES[id] },
    onLost: () => undefined,
    archivedBytes: 1_000,
  })
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const responseOf = (bytes: number, mark: string): string => JSON.stringify(mark.padEnd(bytes - 2, '.'))

/** Creates an archive and returns the mark at the start of each response in it. */
async function archived(): Promise<{ readonly marks: readonly string[]; readonly leftOut: number }> {
  const { responseId, entries, leftOut } = await history.export({ query: {}, format: 'har' })
  const { log } = JSON.parse(Buffer.concat(bodies.find(responseId)?.pieces ?? []).toString()) as {
    readonly log: {
      readonly entries: readonly { readonly response: { readonly content: { readonly text: string } } }[]
    }
  }
  expect(log.entries).toHaveLength(entries)
  return { marks: log.entries.map(({ response }) => /[a-z]+/.exec(response.content.text)?.[0] ?? ''), leftOut }
}

test('exports the newest responses that fit, oldest first, and counts the omitted responses', async () => {
  for (const mark of ['one', 'two', 'three', 'four']) record(history, exampleRequest(responseOf(400, mark)))
  expect(await archived()).toEqual({ marks: ['three', 'four'], leftOut: 2 })
})

test('includes a response with exactly the remaining size', async () => {
  record(history, exampleRequest(responseOf(10, 'none')))
  for (const [mark, bytes] of [
    ['half', 500],
    ['whole', 500],
  ] as const)
    record(history, exampleRequest(responseOf(bytes, mark)))
  expect(await archived()).toEqual({ marks: ['half', 'whole'], leftOut: 1 })
})

test('exports the newest response even if it alone exceeds the limit', async () => {
  for (const mark of ['small', 'large'])
    record(history, exampleRequest(responseOf(mark === 'large' ? 5_000 : 10, mark)))
  expect(await archived()).toEqual({ marks: ['large'], leftOut: 1 })
})

test('omits no request from a script because of response sizes', async () => {
  for (let count = 0; count < 5; count += 1) record(history, exampleRequest(responseOf(900, 'large')))
  const { entries, leftOut } = await history.export({ query: {}, format: 'python' })
  expect({ entries, leftOut }).toEqual({ entries: 5, leftOut: 0 })
})

async function script(format: 'bash' | 'python' | 'typescript', profileId?: string): Promise<string> {
  const { responseId } = await history.export({ query: { profileId }, format })
  return Buffer.concat(bodies.find(responseId)?.pieces ?? []).toString()
}

test('sends the requests of a script to the server of the profile that sent them', async () => {
  inUse = 'own'
  record(history, exampleRequest('1'), { profileId: inUse })
  inUse = 'gateway'
  const code = await script('typescript')
  expect(code).toContain('https://own.example/prefix')
  expect(code).not.toContain('localhost')
  await expect(script('bash')).rejects.toMatchObject({
    code: 'not-available',
    message: expect.stringContaining('OAuth 1.0a'),
  })
  record(history, exampleRequest('2'), { profileId: inUse })
  await expect(script('python')).rejects.toMatchObject({
    code: 'not-available',
    message: expect.stringMatching(/several profiles.*Choose a profile/),
  })
  expect(await script('python', 'gateway')).toContain('"https://localhost:5000/v1/api/iserver/accounts"')
})

test('writes no script for requests of a deleted profile, whose server is unknown', async () => {
  inUse = 'deleted'
  record(history, exampleRequest('1'), { profileId: inUse })
  await expect(script('python')).rejects.toMatchObject({ message: expect.stringContaining('was deleted') })
})

test('writes how to run a script of Practice on a simulator', async () => {
  inUse = 'practice'
  record(history, exampleRequest('1'), { profileId: inUse })
  const [first, , command] = (await script('bash')).split('\n')
  expect(first).toBe('#!/usr/bin/env bash')
  expect(command).toMatch(/^# {3}node \/console\.mjs simulator --mode gateway --port \d+ .*-- bash history\.sh$/)
})
