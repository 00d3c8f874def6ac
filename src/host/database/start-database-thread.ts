import { Worker } from 'node:worker_threads'
import type { DatabaseStarter } from './database.ts'
import type { DatabaseReply } from './database-message.ts'

/** Memory limits of the thread. They do not include rows, which SQLite stores in its own memory. */
const RESOURCES = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 }

/**
 * Creates a starter that runs the database in a thread. `script` is the built `database-thread.ts`. The thread keeps
 * the process alive only while a request is pending.
 */
export function createDatabaseStarter(script: URL): DatabaseStarter {
  return (file, onReply, onEnd) => {
    const worker = new Worker(script, { workerData: file, resourceLimits: RESOURCES, execArgv: [], env: {} })
    let ended = false
    let pending = 0
    const end = (): void => {
      if (!ended) onEnd()
      ended = true
    }
    worker.on('message', (reply: DatabaseReply) => {
      if (reply.id !== 0) pending -= 1
      if (pending === 0) worker.unref()
      onReply(reply)
    })
    worker.on('error', end)
    worker.on('exit', end)
    worker.unref()
    return {
      post(request) {
        pending += 1
        worker.ref()
        worker.postMessage(request)
      },
      end() {
        ended = true
        void worker.terminate()
      },
    }
  }
}
