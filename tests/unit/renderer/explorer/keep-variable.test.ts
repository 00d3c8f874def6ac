import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keepVariable } from '../../../../src/renderer/features/explorer/saved/saved-actions.ts'
import { takeSaved, useSavedStore } from '../../../../src/renderer/features/explorer/saved/saved-store.ts'
import { RpcError } from '../../../../src/shared/rpc/rpc-error.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const news = (...mine: { name: string; value: string }[]): void =>
  takeSaved({ kind: 'open', favourites: [], requests: [], variables: { p1: mine }, unread: 0 })
const known = () => useSavedStore.getState().variables['p1']

beforeEach(() => {
  call.mockReset().mockResolvedValue(null)
  news()
})

describe('a variable that somebody defines', () => {
  it('is known to the window when that is done, though its news comes behind the response', async () => {
    const done = vi.fn(() => known())
    const kept = keepVariable('p1', 'mine', 'DU1').then(done)
    await new Promise(setImmediate)
    expect(done).not.toHaveBeenCalled()
    news({ name: 'mine', value: 'DU1' })
    await kept
    expect(done).toHaveReturnedWith([{ name: 'mine', value: 'DU1' }])
  })

  it('waits for nothing where its news came first, nor where it had that value, nor where one goes that is gone', async () => {
    call.mockImplementation(async () => news({ name: 'mine', value: 'DU1' }))
    expect(await keepVariable('p1', 'mine', 'DU1')).toBeUndefined()
    call.mockResolvedValue(null)
    expect(await keepVariable('p1', 'mine', 'DU1')).toBeUndefined()
    expect(await keepVariable('p1', 'other')).toBeUndefined()
  })

  it('is done with the next news where another window has changed it meanwhile', async () => {
    const kept = keepVariable('p1', 'mine', 'DU1')
    await new Promise(setImmediate)
    news({ name: 'mine', value: 'DU2' })
    expect(await kept).toBeUndefined()
  })

  it('says why where the host refuses it', async () => {
    call.mockRejectedValue(
      new RpcError({ code: 'invalid-input', message: 'There are too many variables.', retryable: false }),
    )
    expect(await keepVariable('p1', 'mine', 'DU1')).toContain('too many')
  })
})
