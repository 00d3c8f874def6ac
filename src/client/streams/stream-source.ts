import type { Subscriber } from 'rxjs'
import type { SessionState } from '../../shared/domain/session.ts'
import type { Unsubscribe } from '../event-listeners.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import type { SupervisedSocket } from '../socket/supervised-socket.ts'
import { ValueStream } from './value-stream.ts'

/** The methods of a supervised socket that typed streams use. */
export type StreamSource = Pick<
  SupervisedSocket,
  'clock' | 'closing' | 'connected' | 'connection' | 'events' | 'on' | 'send' | 'subscribe'
>

/** The methods of a session that typed streams use. Its requests wait for open order questions. */
export interface StreamSession {
  readonly state: SessionState
  onState(listener: (state: SessionState) => void): Unsubscribe
  request(input: RequestInput): Promise<UntypedJson>
}

/** Returns a stream that completes when the session closes. */
export function completeWhenClosed<Value>(
  { closing }: Pick<StreamSource, 'closing'>,
  subscribe: (subscriber: Subscriber<Value>) => Unsubscribe | undefined,
): ValueStream<Value> {
  return new ValueStream((subscriber) => {
    const complete = (): void => subscriber.complete()
    if (closing.aborted) {
      complete()
      return undefined
    }
    closing.addEventListener('abort', complete)
    const unsubscribe = subscribe(subscriber)
    return () => {
      closing.removeEventListener('abort', complete)
      unsubscribe?.()
    }
  })
}
