import type { FromReader, ToReader } from './reader/messages.ts'
import { ResponseReader } from './reader/response-reader.ts'

/* Entry point of the worker that reads one response. The logic is in `reader/`. The page ends the worker. */

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
  // Uses a message instead of a timer. A timer would wait for milliseconds, but a message waits only for earlier
  // messages.
  pause: () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      turns.port2.postMessage(null)
    }),
})
scope.onmessage = ({ data }) => reader.receive(data)
