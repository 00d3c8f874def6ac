import type { HostFrame, WindowFrame } from './frames.ts'
import type { Transport } from './transport.ts'

interface End<Out, In> {
  listener: ((frame: In) => void) | undefined
  readonly waiting: In[]
  readonly closers: Set<(reason: string) => void>
  readonly peer: () => End<In, Out>
}

/** Two ends in one memory, delivered in order in a later microtask: the carrier of tests. */
export function memoryPair(): {
  readonly window: Transport<WindowFrame, HostFrame>
  readonly host: Transport<HostFrame, WindowFrame>
} {
  let closed: string | undefined
  const windowEnd: End<WindowFrame, HostFrame> = {
    listener: undefined,
    waiting: [],
    closers: new Set(),
    peer: () => hostEnd,
  }
  const hostEnd: End<HostFrame, WindowFrame> = {
    listener: undefined,
    waiting: [],
    closers: new Set(),
    peer: () => windowEnd,
  }

  const drain = <Out, In>(end: End<Out, In>): void => {
    while (end.listener && end.waiting.length > 0) end.listener(end.waiting.shift() as In)
  }
  const close = (reason: string): void => {
    if (closed !== undefined) return
    closed = reason
    for (const listener of [...windowEnd.closers, ...hostEnd.closers]) listener(reason)
  }
  const transport = <Out extends WindowFrame | HostFrame, In extends WindowFrame | HostFrame>(
    end: End<Out, In>,
  ): Transport<Out, In> => ({
    send(frame) {
      if (closed !== undefined) return
      const peer = end.peer()
      // A copy, as every real carrier makes one: nobody may rely on sharing an object.
      peer.waiting.push(structuredClone(frame))
      void Promise.resolve().then(() => closed === undefined && drain(peer))
    },
    onMessage(listener) {
      end.listener = listener
      drain(end)
      return () => {
        if (end.listener === listener) end.listener = undefined
      }
    },
    onClose(listener) {
      if (closed !== undefined) listener(closed)
      else end.closers.add(listener)
      return () => end.closers.delete(listener)
    },
    close: () => close('closed'),
  })
  return { window: transport(windowEnd), host: transport(hostEnd) }
}
