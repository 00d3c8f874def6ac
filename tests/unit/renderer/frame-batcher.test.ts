import { expect, it } from 'vitest'
import { createFrameBatcher } from '../../../src/renderer/platform/frame-batcher.ts'

function batcherByHand() {
  const batches: (readonly number[])[] = []
  let frame: (() => void) | undefined
  const batcher = createFrameBatcher<number>(
    (batch) => batches.push(batch),
    (run) => {
      frame = run
    },
  )
  return { batcher, batches, nextFrame: () => frame?.() }
}

it('applies the first item immediately and later items in one batch per frame', () => {
  const { batcher, batches, nextFrame } = batcherByHand()
  batcher.add([1])
  expect(batches).toEqual([[1]])
  batcher.add([2, 3])
  batcher.add([4])
  expect(batches).toEqual([[1]])
  nextFrame()
  expect(batches).toEqual([[1], [2, 3, 4]])
})

it('applies the next item immediately after a frame without items', () => {
  const { batcher, batches, nextFrame } = batcherByHand()
  batcher.add([1])
  batcher.add([2])
  nextFrame()
  batcher.add([3])
  expect(batches).toEqual([[1], [2]])
  nextFrame()
  nextFrame()
  batcher.add([4])
  expect(batches).toEqual([[1], [2], [3], [4]])
})

it('drops items that a snapshot replaces', () => {
  const { batcher, batches, nextFrame } = batcherByHand()
  batcher.add([1])
  batcher.add([2])
  batcher.clear()
  nextFrame()
  expect(batches).toEqual([[1]])
  batcher.add([3])
  expect(batches).toEqual([[1], [3]])
})
