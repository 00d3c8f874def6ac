import type { StreamName, StreamParams, StreamSnapshot } from '../../src/shared/contract/inferred-types.ts'
import type { WindowClient } from '../../src/shared/rpc/window-client.ts'

/** Reads the first snapshot of a stream, and closes the stream. */
export function firstSnapshot<N extends StreamName>(
  client: Pick<WindowClient, 'open'>,
  name: N,
  params: StreamParams<N>,
): Promise<StreamSnapshot<N>> {
  return new Promise((resolve, reject) => {
    const close = client.open(name, params, {
      snapshot: (snapshot) => {
        resolve(snapshot)
        queueMicrotask(() => close())
      },
      items: () => undefined,
      closed: (error) => reject(error ?? new Error(`${name} was closed`)),
    })
  })
}
