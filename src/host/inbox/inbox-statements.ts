import { z } from 'zod'
import type { InboxLink } from '../../shared/domain/inbox.ts'
import { MAX_ORDER_ENTRIES, MAX_OTHER_ENTRIES } from '../../shared/domain/inbox.ts'
import { NOTIFICATION_KINDS } from '../../shared/domain/notifications.ts'
import { parseJson } from '../../shared/domain/read-value.ts'
import type { SqlRow, SqlStatement } from '../database/database-message.ts'
import type { RecordedEntry } from './record-event.ts'

/** Entry to write, or undefined to remove it. */
export interface UnsavedEntry {
  readonly profileId: string
  readonly entry: RecordedEntry | undefined
}

const link: z.ZodType<InboxLink> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), orderId: z.string() }),
  z.object({ kind: z.literal('journal'), orderId: z.string().optional() }).transform(({ kind, orderId }) => ({
    kind,
    ...(orderId !== undefined && { orderId }),
  })),
  z.object({ kind: z.literal('contract'), conid: z.number(), symbol: z.string() }),
  z.object({ kind: z.literal('session') }),
  z.object({ kind: z.literal('profit') }),
  z.object({ kind: z.literal('web'), url: z.string() }),
])

const stored = z.object({
  id: z.string(),
  kind: z.enum(NOTIFICATION_KINDS),
  at: z.number(),
  title: z.string(),
  body: z.string(),
  unread: z.boolean(),
  link: link.optional(),
  scope: z.string().optional(),
  isCorrection: z.literal(true).optional(),
  source: z.string().optional(),
  hidden: z.literal(true).optional(),
  digest: z.object({ count: z.number(), symbols: z.array(z.string()) }).optional(),
  drops: z.number().optional(),
})

/** Selects the entries of a profile, oldest first. */
export const createLoadStatement = (profileId: string): SqlStatement => ({
  sql: `SELECT entry FROM (SELECT id, entry FROM inbox WHERE profile_id = ? ORDER BY id DESC LIMIT ${MAX_ORDER_ENTRIES + MAX_OTHER_ENTRIES}) ORDER BY id`,
  parameters: [profileId],
})

/** Reads stored entries. Skips an entry that this version does not understand. */
export function readEntries(rows: readonly SqlRow[]): readonly RecordedEntry[] {
  return rows.flatMap(({ entry }) => {
    const { success, data } = stored.safeParse(parseJson(String(entry)))
    // Parsing omits absent fields, so no field has the value undefined.
    return success ? [data as RecordedEntry] : []
  })
}

/** Returns the statements that save changed entries and remove others. A rewritten entry keeps its position. */
export function createSaveStatements(unsaved: ReadonlyMap<string, UnsavedEntry>): readonly SqlStatement[] {
  const written: (readonly [string, string, string])[] = []
  const removed: string[] = []
  for (const [id, { profileId, entry }] of unsaved) {
    if (!entry) removed.push(id)
    else written.push([id, profileId, JSON.stringify(entry)])
  }
  const statements: SqlStatement[] = []
  if (removed.length > 0) {
    const sql = 'DELETE FROM inbox WHERE entry_id IN (SELECT value FROM json_each(?))'
    statements.push({ sql, parameters: [JSON.stringify(removed)] })
  }
  if (written.length > 0) {
    const sql = `INSERT INTO inbox (entry_id, profile_id, entry)
      SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
      ON CONFLICT (entry_id) DO UPDATE SET entry = excluded.entry`
    statements.push({ sql, parameters: [JSON.stringify(written)] })
  }
  return statements
}

/** Removes the entries of deleted profiles. */
export const createPruneStatement = (profileIds: readonly string[]): SqlStatement => ({
  sql: 'DELETE FROM inbox WHERE profile_id NOT IN (SELECT value FROM json_each(?))',
  parameters: [JSON.stringify(profileIds)],
})
