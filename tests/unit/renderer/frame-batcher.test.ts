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

it('hands everything of one frame over at once', () => {
  const { batcher, batches, nextFrame } = batcherByHand()
  batcher.add([1, 2])
  batcher.add([3])
  expect(batches).toEqual([])
  nextFrame()
  expect(batches).toEqual([[1, 2, 3]])
})

it('forgets what a snapshot made old', () => {
  const { batcher, batches, nextFrame } = batcherByHand()
  batcher.add([1])
  batcher.clear()
  nextFrame()
  expect(batches).toEqual([])
  batcher.add([2])
  nextFrame()
  expect(batches).toEqual([[2]])
})
