import { parentPort, workerData } from 'node:worker_threads'
import { readApiDocument } from './read-api-document.ts'

/* Reads a foreign OpenAPI document in a worker thread and sends one reply. */
const port = parentPort
if (!port) throw new Error('This file must run as a worker thread.')
port.postMessage(await readApiDocument(workerData as Uint8Array))
