import { parentPort, workerData } from 'node:worker_threads'
import { readBytes } from './read-bytes.ts'

/* The thread in which a foreign document is read. It replies once. */
const port = parentPort
if (!port) throw new Error('This file runs as a thread.')
port.postMessage(await readBytes(workerData as Uint8Array))
