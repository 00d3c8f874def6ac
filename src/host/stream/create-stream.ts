import type { HostContext } from '../host-context.ts'
import type { HandlersOf } from '../service-types.ts'
import { StreamService, type StreamServiceOptions } from './stream-service.ts'

export interface StreamArea {
  readonly handlers: HandlersOf<'stream' | 'socket'>
}

/** Creates the stream console: the log of frames of the socket to IBKR, and the user's subscriptions. */
export function createStream({ clock }: HostContext, needs: Omit<StreamServiceOptions, 'clock'>): StreamArea {
  const stream = new StreamService({ ...needs, clock })
  needs.session.follow(stream)
  const handlers: StreamArea['handlers'] = {
    'stream.feed': () => stream.feed,
    'stream.values': () => stream.values,
    'stream.page': async (input) => stream.page(input),
    'stream.frame': async ({ number }) => stream.frame(number),
    'stream.subscribe': async ({ text }) => stream.subscribe(text),
    'stream.unsubscribe': async ({ id }) => stream.unsubscribe(id),
    'stream.clear': async () => stream.clearLines(),
    'stream.export': async (input) => stream.export(input),
    'socket.send': async ({ text, profileId }) => stream.send(text, profileId),
  }
  return { handlers }
}
