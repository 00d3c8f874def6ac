import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { linkSignals } from '../../../src/client/abort-signals.ts'

/** `vitest.config.ts` exposes the garbage collector under this name. */
const { collectGarbage } = globalThis as unknown as { collectGarbage(): void }

it('leaves no listener on its sources if they are garbage collected between link and release', async () => {
  const [closing, session] = [new AbortController(), new AbortController()]
  const links = Array.from({ length: 20 }, () => linkSignals(closing.signal, session.signal))
  collectGarbage()
  await new Promise(setImmediate)
  collectGarbage()
  for (const link of links) link.release()
  expect([closing, session].map(({ signal }) => getEventListeners(signal, 'abort').length)).toEqual([0, 0])
})

it('aborts with the reason of the source that aborts first', () => {
  const [closing, own] = [new AbortController(), new AbortController()]
  const { signal } = linkSignals(closing.signal, undefined, own.signal)
  own.abort('own')
  closing.abort('closing')
  expect(signal.reason).toBe('own')
  expect(linkSignals(closing.signal, new AbortController().signal).signal.reason).toBe('closing')
})

it('returns the source signal itself if there is only one source', () => {
  const { signal } = new AbortController()
  expect(linkSignals(undefined, signal, undefined).signal).toBe(signal)
})

it('links a signal of another realm, which is no EventTarget of this one', () => {
  const listeners: ((event: unknown) => void)[] = []
  const foreign = {
    aborted: false,
    reason: 'foreign',
    addEventListener: (_type: string, listener: (event: unknown) => void) => listeners.push(listener),
    removeEventListener: () => undefined,
  }
  const { signal } = linkSignals(new AbortController().signal, foreign as unknown as AbortSignal)
  for (const listener of listeners) listener({ target: foreign })
  expect(signal.reason).toBe('foreign')
})
