import type { FromReader, ToReader } from './reader/messages.ts'
import { ResponseReader } from './reader/response-reader.ts'

/* The entry point of the worker that reads one response; the logic is in `reader/`. The page ends it. */

interface WorkerScope {
  postMessage(message: FromReader): void
  onmessage: ((event: MessageEvent<ToReader>) => void) | null
}

const scope = self as unknown as WorkerScope
const turns = new MessageChannel()
const waiting: (() => void)[] = []
turns.port1.onmessage = () => waiting.shift()?.()

const reader = new ResponseReader({
  post: (message) => scope.postMessage(message),
  now: () => performance.now(),
  // A timer would wait for milliseconds; a message waits only for earlier messages.
  pause: () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      turns.port2.postMessage(null)
    }),
})
scope.onmessage = ({ data }) => reader.receive(data)
