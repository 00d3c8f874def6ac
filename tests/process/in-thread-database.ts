import type { DatabaseStarter } from '../../src/host/database/database.ts'
import { DatabaseEngine } from '../../src/host/database/database-engine.ts'
import { MIGRATIONS } from '../../src/host/database/migrations.ts'
import { repairSalvagedRows } from '../../src/host/database/repair-salvaged-rows.ts'

/** Runs the database in the test's thread, which it blocks, because the worker may not have been built. */
export const inThreadDatabase: DatabaseStarter = (file, onReply) => {
  const engine = new DatabaseEngine({
    file,
    migrations: MIGRATIONS,
    now: () => Date.now(),
    reply: onReply,
    repair: repairSalvagedRows,
  })
  return { post: (request) => queueMicrotask(() => engine.take(request)), end: () => undefined }
}
