import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { removeSaved, undoRemoval } from '../../../../src/renderer/features/explorer/saved/saved-actions.ts'
import { useToastStore } from '../../../../src/renderer/stores/toast-store.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const MINE = { id: '1', folder: '', name: 'Mine', method: 'GET', path: '/tickle', rows: [], body: '' } as const
const calls = () => call.mock.calls.map(([name, { ids }]) => [name, ids])
const REMOVED = ['saved.remove', ['1']]
const RESTORED = ['saved.restore', ['1']]

beforeEach(() => {
  vi.useFakeTimers()
  call.mockReset().mockResolvedValue(null)
  useToastStore.setState({ toasts: [] })
})
afterEach(() => vi.useRealTimers())

describe('saved request removal', () => {
  it('restores a removed request only once', async () => {
    await removeSaved(MINE)
    expect(undoRemoval()).toBe(true)
    expect(undoRemoval()).toBe(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(calls()).toEqual([REMOVED, RESTORED])
    expect(useToastStore.getState().toasts).toEqual([])
  })

  it('restores the request before the host has responded to the removal', async () => {
    let response: (nothing: null) => void = () => undefined
    call.mockReturnValueOnce(new Promise((resolve) => (response = resolve)))
    const removed = removeSaved(MINE)
    expect(undoRemoval()).toBe(true)
    expect(undoRemoval()).toBe(false)
    expect(calls()).toEqual([REMOVED])
    response(null)
    await removed
    await vi.advanceTimersByTimeAsync(0)
    expect(calls()).toEqual([REMOVED, RESTORED])
    expect(undoRemoval()).toBe(false)
  })

  it('offers no undo when the removal fails', async () => {
    call.mockRejectedValueOnce(new Error('The disk is full.'))
    await removeSaved(MINE)
    expect(undoRemoval()).toBe(false)
    expect(calls()).toEqual([REMOVED])
  })
})
