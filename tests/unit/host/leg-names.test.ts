import { expect, test, vi } from 'vitest'
import { LegNames } from '../../../src/host/orders/leg-names.ts'

/** Contracts whose read is open, with the functions that end it. */
function openReads() {
  const open: { readonly conid: number; readonly signal: AbortSignal; resolve(): void; reject(): void }[] = []
  const onRead = vi.fn<(conid: number) => void>()
  const names = new LegNames(
    (conid, signal) =>
      new Promise<void>((resolve, reject) =>
        open.push({ conid, signal, resolve, reject: () => reject(new Error('no')) }),
      ),
    onRead,
  )
  const settled = () => new Promise((later) => setImmediate(later))
  return { names, open, onRead, settled }
}

test('reads each contract once, one after the other', async () => {
  const { names, open, onRead, settled } = openReads()
  names.request([1, 2])
  names.request([2, 1])
  await settled()
  expect(open.map(({ conid }) => conid)).toEqual([1])
  open[0]?.resolve()
  await settled()
  expect(open.map(({ conid }) => conid)).toEqual([1, 2])
  open[1]?.resolve()
  await settled()
  names.request([1, 2])
  await settled()
  expect(open).toHaveLength(2)
  expect(onRead.mock.calls).toEqual([[1], [2]])
})

test('reads a contract again when its read has failed', async () => {
  const { names, open, onRead, settled } = openReads()
  names.request([1])
  await settled()
  open[0]?.reject()
  await settled()
  expect(onRead).not.toHaveBeenCalled()
  names.request([1])
  await settled()
  expect(open).toHaveLength(2)
})

test('ends with the session, and starts again in the next one', async () => {
  const { names, open, onRead, settled } = openReads()
  names.request([1, 2])
  await settled()
  names.clear()
  expect(open[0]?.signal.aborted).toBe(true)
  open[0]?.resolve()
  names.request([1])
  await settled()
  expect(onRead).not.toHaveBeenCalled()
  expect(open.map(({ conid }) => conid)).toEqual([1, 1])
})
