import { parentPort, workerData } from 'node:worker_threads'
import { readBytes } from './read-bytes.ts'

/* The thread that a foreign document keeps busy instead of the one that serves the windows. It answers once. */
const port = parentPort
if (!port) throw new Error('This file is run as a thread.')
port.postMessage(await readBytes(workerData as Uint8Array))
