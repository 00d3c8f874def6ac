import type { FromReader, ToReader } from './reader/messages.ts'
import { ResponseReader } from './reader/response-reader.ts'

/* The shell of the worker that reads one response; what it does is in `reader/`. It ends when the page lets it go. */

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
  // A timer would wait for milliseconds; a message waits only for those that came before it.
  pause: () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      turns.port2.postMessage(null)
    }),
})
scope.onmessage = ({ data }) => reader.receive(data)
