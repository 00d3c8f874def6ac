import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Database, type DatabaseStarter } from '../../../../src/host/database/database.ts'
import { InboxService } from '../../../../src/host/inbox/inbox-service.ts'
import { createPruneStatement } from '../../../../src/host/inbox/inbox-statements.ts'
import type { InboxEvent } from '../../../../src/host/inbox/record-event.ts'
import { inThreadDatabase } from '../../../process/in-thread-database.ts'
import { type ManualClock, manualClock } from '../../client/manual-clock.ts'

let folder: string
let database: Database
let clock: ManualClock
let inbox: InboxService
let diskFull: boolean
let scope: string

const onDisk: DatabaseStarter = (file, onReply, onEnd) => {
  const engine = inThreadDatabase(file, onReply, onEnd)
  return {
    end: () => engine.end(),
    post(request) {
      if (request.kind !== 'write' || !diskFull) engine.post(request)
      else onReply({ id: request.id, kind: 'fault', fault: 'disk-full', message: 'SQLITE_FULL' })
    },
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
async function open(profileId = 'a'): Promise<InboxService> {
  const opened = new InboxService({ clock, database, profileId, orderScope: () => scope })
  while (opened.view().status.loading) await settled()
  return opened
}
async function reopen(profileId = 'a'): Promise<InboxService> {
  await inbox.saved()
  inbox = await open(profileId)
  return inbox
}
const titles = (of = inbox): string[] => of.view().entries.map(({ title }) => title)
const note = (title: string, other: Partial<InboxEvent> = {}): InboxEvent => ({
  kind: 'alert',
  title,
  body: '',
  ...other,
})
const fyi = (id: string): InboxEvent =>
  note(`fyi ${id}`, { kind: 'notice', source: { id: `fyi ${id}`, repeatsAfterMs: Number.POSITIVE_INFINITY } })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-inbox-'))
  database = new Database(onDisk, join(folder, 'console.db'), () => undefined)
  clock = manualClock()
  diskFull = false
  scope = 'a'
  inbox = await open()
})
afterEach(async () => {
  diskFull = false
  await inbox.saved()
  expect(clock.pending).toBe(0)
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

test('keeps entries and their read state after a restart, separately for each profile', async () => {
  inbox.record(note('one'))
  inbox.record(note('two'))
  const [first] = inbox.view().entries
  inbox.markRead('a', [first?.id ?? ''], true)
  await reopen('b')
  expect(inbox.view()).toMatchObject({ profileId: 'b', entries: [] })
  inbox.record(note('of b'))
  await reopen('b')
  expect(titles()).toEqual(['of b'])
  await reopen('a')
  expect(inbox.view().entries.map(({ title, unread }) => [title, unread])).toEqual([
    ['one', false],
    ['two', true],
  ])
  expect(() => inbox.markRead('b', 'all', true)).toThrow('another profile')
})

test('sends each change to the windows once', () => {
  const items: unknown[] = []
  inbox.feed.subscribe((batch) => items.push(...batch))
  inbox.record(note('one'))
  inbox.record(note('two'))
  expect(items).toEqual([])
  clock.advance(200)
  expect(items).toMatchObject([
    { kind: 'entry', entry: { title: 'one', unread: true } },
    { kind: 'entry', entry: { title: 'two' } },
  ])
  inbox.clear('a', 'all')
  expect(items.slice(2)).toMatchObject([{ kind: 'removed' }, { kind: 'removed' }])
})

test('does not add a removed notice again, even after a restart', async () => {
  inbox.record(fyi('1'))
  inbox.clear('a', 'all')
  await reopen()
  let added = 0
  inbox.record(fyi('1'), () => {
    added += 1
  })
  inbox.record(fyi('2'), () => {
    added += 1
  })
  expect(titles()).toEqual(['fyi 2'])
  expect(added).toBe(1)
})

test('compares events with the entries of earlier runs, even while they are loading', async () => {
  inbox.record(fyi('1'))
  await inbox.saved()
  inbox = new InboxService({ clock, database, profileId: 'a', orderScope: () => scope })
  inbox.record(fyi('1'))
  inbox.record(note('early'))
  while (inbox.view().status.loading) await settled()
  expect(titles()).toEqual(['fyi 1', 'early'])
})

test('links a stored entry to the journal if its order id now identifies another order', async () => {
  inbox.record(note('fill', { kind: 'fill', order: { orderId: '7', contractName: 'X' } }))
  expect(inbox.view().entries[0]?.link).toEqual({ kind: 'order', orderId: '7' })
  scope = 'another start'
  await reopen()
  expect(inbox.view().entries[0]?.link).toEqual({ kind: 'journal', orderId: '7' })
})

test('saves entries once the disk has space again', async () => {
  diskFull = true
  inbox.record(note('one'))
  clock.advance(200)
  await settled()
  expect(inbox.view().status.problem).toContain('the disk is full')
  diskFull = false
  clock.advance(5_000)
  await settled()
  expect(inbox.view().status).toEqual({ loading: false })
  await reopen()
  expect(titles()).toEqual(['one'])
})

test('skips invalid stored entries and removes the entries of deleted profiles', async () => {
  inbox.record(note('one'))
  await inbox.saved()
  await database.write([
    { sql: `INSERT INTO inbox (entry_id, profile_id, entry) VALUES ('x', 'a', '{"kind":"future"}'), ('y', 'a', 'no')` },
  ])
  await reopen()
  expect(titles()).toEqual(['one'])
  await database.write([createPruneStatement(['b'])])
  await reopen()
  expect(titles()).toEqual([])
})
