import type { Clock } from '../clock.ts'
import type { StreamSource } from '../streams/stream-source.ts'
import type { SupervisedSocket } from './supervised-socket.ts'

/** What typed streams stand on; they end when `closing` aborts. */
export function socketSource(socket: SupervisedSocket, clock: Clock, closing: AbortSignal): StreamSource {
  return {
    clock,
    closing,
    get connected() {
      return socket.state === 'connected'
    },
    get connection() {
      return socket.connectionNumber
    },
    on: (topic, handler, rowHandler) => socket.on(topic, handler, rowHandler),
    subscribe: (text, unsubscribeText) => socket.subscribe(text, unsubscribeText),
    send: (text) => socket.send(text),
    onDown: (listener) => socket.onDown(listener),
    onGap: (listener) => socket.onGap(listener),
    onConnected: (listener) => socket.onState((state) => state === 'connected' && listener()),
  }
}
