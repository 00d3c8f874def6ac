import { parentPort, workerData } from 'node:worker_threads'
import { readDocumentBytes } from './read-document-bytes.ts'

/* The thread that reads a foreign OpenAPI document. It sends one reply. */
const port = parentPort
if (!port) throw new Error('This file runs as a thread.')
port.postMessage(await readDocumentBytes(workerData as Uint8Array))
