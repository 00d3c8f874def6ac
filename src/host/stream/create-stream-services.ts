import type { HostContext } from '../host-context.ts'
import type { SavedResponseBodies } from '../requests/saved-response-bodies.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { StreamService } from './stream-service.ts'

/** Creates the stream console: the log of frames of the socket to IBKR, and the user's subscriptions. */
export function createStreamServices(
  { clock }: HostContext,
  { session, bodies }: { readonly session: SessionService; readonly bodies: SavedResponseBodies },
): HandlersOf<'stream' | 'socket'> {
  const stream = new StreamService({ session, clock, bodies })
  session.follow(stream)
  return {
    'stream.feed': () => stream.feed,
    'stream.values': () => stream.values,
    'stream.page': async (input) => stream.page(input),
    'stream.frame': async ({ number }) => stream.frame(number),
    'stream.subscribe': async ({ text }) => stream.subscribe(text),
    'stream.unsubscribe': async ({ id }) => stream.unsubscribe(id),
    'stream.clear': async () => stream.clearLines(),
    'stream.export': async (input) => stream.export(input),
    'socket.send': async ({ text }) => stream.send(text),
  }
}
