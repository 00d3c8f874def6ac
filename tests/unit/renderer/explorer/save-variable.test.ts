import { beforeEach, describe, expect, it, vi } from 'vitest'
import { saveVariable } from '../../../../src/renderer/features/explorer/saved/saved-actions.ts'
import { takeSaved, useSavedStore } from '../../../../src/renderer/features/explorer/saved/saved-store.ts'
import { RpcError } from '../../../../src/shared/rpc/rpc-error.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const receive = (...mine: { name: string; value: string }[]): void =>
  takeSaved({ kind: 'open', favourites: [], requests: [], variables: { p1: mine }, unread: 0 })
const known = () => useSavedStore.getState().variables['p1']

beforeEach(() => {
  call.mockReset().mockResolvedValue(null)
  receive()
})

describe('variable definition', () => {
  it('finishes when the window has received the update that follows the response', async () => {
    const done = vi.fn(() => known())
    const saved = saveVariable('p1', 'mine', 'DU1').then(done)
    await new Promise(setImmediate)
    expect(done).not.toHaveBeenCalled()
    receive({ name: 'mine', value: 'DU1' })
    await saved
    expect(done).toHaveReturnedWith([{ name: 'mine', value: 'DU1' }])
  })

  it('finishes immediately if the value is already set', async () => {
    call.mockImplementation(async () => receive({ name: 'mine', value: 'DU1' }))
    expect(await saveVariable('p1', 'mine', 'DU1')).toBeUndefined()
    call.mockResolvedValue(null)
    expect(await saveVariable('p1', 'mine', 'DU1')).toBeUndefined()
    expect(await saveVariable('p1', 'other')).toBeUndefined()
  })

  it('resolves at the next update, even if another window has changed the variable', async () => {
    const saved = saveVariable('p1', 'mine', 'DU1')
    await new Promise(setImmediate)
    receive({ name: 'mine', value: 'DU2' })
    expect(await saved).toBeUndefined()
  })

  it("fails with the host's message when the host rejects the variable", async () => {
    call.mockRejectedValue(
      new RpcError({ code: 'invalid-input', message: 'There are too many variables.', retryable: false }),
    )
    await expect(saveVariable('p1', 'mine', 'DU1')).rejects.toThrow('too many')
  })
})
