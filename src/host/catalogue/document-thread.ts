import { parentPort, workerData } from 'node:worker_threads'
import { readBytes } from './read-bytes.ts'

/* The thread that reads a foreign OpenAPI document. It sends one reply. */
const port = parentPort
if (!port) throw new Error('This file runs as a thread.')
port.postMessage(await readBytes(workerData as Uint8Array))
