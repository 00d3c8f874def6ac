import { randomUUID } from 'node:crypto'
import { type KeptRequest, requestSchema } from './saved-schema.ts'

export interface KeptRequests {
  readonly requests: readonly KeptRequest[]
  /** As they stand in the file: written by a newer version, or changed by hand. */
  readonly unread: readonly unknown[]
}

/** The requests of a file, each read by itself. Of two with one id, the second gets an id of its own. */
export function readKept(entries: readonly unknown[]): KeptRequests {
  const requests: KeptRequest[] = []
  const unread: unknown[] = []
  const ids = new Set<string>()
  for (const entry of entries) {
    const parsed = requestSchema.safeParse(entry)
    if (!parsed.success) {
      unread.push(entry)
      continue
    }
    const id = ids.has(parsed.data.id) ? randomUUID() : parsed.data.id
    ids.add(id)
    requests.push({ ...parsed.data, id })
  }
  return { requests, unread }
}
