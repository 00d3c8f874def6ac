import { parentPort, workerData } from 'node:worker_threads'
import { collectGarbage } from '../garbage-collection.ts'
import { DatabaseEngine } from './database-engine.ts'
import type { DatabaseRequest } from './database-message.ts'
import { MIGRATIONS } from './migrations.ts'
import { repairSalvagedRows } from './repair-salvaged-rows.ts'

/**
 * Interval in ms between the checks of two tables. The start does not wait for the checks, and requests run in between.
 */
const CHECK_MS = 3_000

/* Runs the database engine in a worker thread, because SQLite blocks its thread. */
const port = parentPort
if (!port) throw new Error('This file must run as a worker thread.')
const engine = new DatabaseEngine({
  file: String(workerData),
  migrations: MIGRATIONS,
  now: () => Date.now(),
  reply: (reply) => port.postMessage(reply),
  repair: repairSalvagedRows,
  later: (step) => void setTimeout(step, CHECK_MS),
})
port.on('message', (request: DatabaseRequest) => {
  engine.take(request)
  // Collects the garbage of this thread, which has its own heap.
  if (request.kind === 'release-memory') collectGarbage()
})
