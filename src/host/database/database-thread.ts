import { parentPort, workerData } from 'node:worker_threads'
import { collectGarbage } from '../memory.ts'
import { DatabaseEngine } from './database-engine.ts'
import type { DatabaseRequest } from './database-message.ts'
import { MIGRATIONS } from './migrations.ts'
import { repairSalvaged } from './repair-salvaged.ts'

/** Ms between the checks of two tables: the start does not wait for the check, and requests run in between. */
const CHECK_MS = 3_000

/* Runs the database engine in a worker thread, which SQLite may block. */
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
  // The thread has its own heap, which the host's garbage collection does not cover.
  if (request.kind === 'release-memory') collectGarbage()
})
