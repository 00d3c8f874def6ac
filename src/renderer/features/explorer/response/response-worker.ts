import type { FromReader, ToReader } from './reader/messages.ts'
import { ResponseReader } from './reader/response-reader.ts'

/* Entry point of the worker that reads one response. The logic is in `reader/`. */

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
  // Uses a message, because a timer would wait for several milliseconds.
  pause: () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      turns.port2.postMessage(null)
    }),
})
scope.onmessage = ({ data }) => reader.receive(data)
