import { parentPort, workerData } from 'node:worker_threads'
import { collectGarbage } from '../collect-garbage.ts'
import { DatabaseEngine } from './database-engine.ts'
import type { DatabaseRequest } from './database-message.ts'
import { MIGRATIONS } from './migrations.ts'
import { repairSalvaged } from './repair-salvaged.ts'

/** Ms between two tables that are checked: a start does not wait for it, and requests come in between. */
const CHECK_MS = 3_000

/* The thread that SQLite blocks instead of the one that serves the windows. */
const port = parentPort
if (!port) throw new Error('This file is run as a thread.')
const engine = new DatabaseEngine({
  file: String(workerData),
  migrations: MIGRATIONS,
  now: () => Date.now(),
  reply: (reply) => port.postMessage(reply),
  repair: repairSalvaged,
  later: (step) => void setTimeout(step, CHECK_MS),
})
port.on('message', (request: DatabaseRequest) => {
  engine.take(request)
  // A thread has a heap of its own: the collections of the host do not reach the batches that were written here.
  if (request.kind === 'release-memory') collectGarbage()
})
