import { parentPort, workerData } from 'node:worker_threads'
import { collectGarbage } from '../memory.ts'
import { DatabaseEngine } from './database-engine.ts'
import type { DatabaseRequest } from './database-message.ts'
import { MIGRATIONS } from './migrations.ts'
import { repairSalvaged } from './repair-salvaged.ts'

/** Ms between two checked tables: the start does not wait for the check, and requests run in between. */
const CHECK_MS = 3_000

/* The thread that SQLite may block. */
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
  // This thread has its own heap, which the host's garbage collection does not reach.
  if (request.kind === 'release-memory') collectGarbage()
})
