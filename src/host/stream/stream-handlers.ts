import type { Services } from '../rpc/services.ts'
import type { SocketService } from './socket-service.ts'
import type { StreamService } from './stream-service.ts'

/** The part of the contract that is about the socket to IBKR. */
export function streamHandlers(
  stream: StreamService,
  socket: SocketService,
): Pick<Services, Extract<keyof Services, `stream.${string}` | 'socket.send'>> {
  return {
    'stream.feed': () => stream.feed,
    'stream.values': () => stream.values,
    'stream.page': async (input) => stream.page(input),
    'stream.frame': async ({ number }) => stream.frame(number),
    'stream.subscribe': async ({ text }) => stream.subscribe(text),
    'stream.unsubscribe': async ({ id }) => {
      stream.unsubscribe(id)
      return null
    },
    'stream.clear': async () => {
      stream.clearLines()
      return null
    },
    'stream.export': async (input) => stream.export(input),
    'socket.send': async ({ text }) => {
      socket.send(text)
      return null
    },
  }
}
