import { expect, it, vi } from 'vitest'
import { symbolCommands } from '../../../src/renderer/features/palette/symbol-commands.ts'

const { openOperation, showToast, call } = vi.hoisted(() => ({
  openOperation: vi.fn(),
  showToast: vi.fn(),
  call: vi.fn(),
}))
vi.mock(import('../../../src/renderer/platform/host-link.ts'), () => ({ hostLink: () => ({ call }) as never }))
vi.mock(import('../../../src/renderer/stores/toast-store.ts'), async (load) => ({ ...(await load()), showToast }))
vi.mock(import('../../../src/renderer/features/explorer/index.ts'), async (load) => ({
  ...(await load()),
  openOperation,
}))

const eurUsd = {
  ...{ conid: 12087792, symbol: 'EUR.USD', ticker: 'EUR.USD' },
  ...{ name: '', exchange: 'IDEALPRO', securityType: 'CASH' },
}

it('opens only the exact contract, and never a pair in the other direction', async () => {
  call.mockResolvedValue([eurUsd])
  const details = (text: string) => symbolCommands(text).find(({ id }) => id === 'symbol-details')
  details('USD.EUR')?.run()
  await vi.waitFor(() =>
    expect(showToast).toHaveBeenCalledWith(
      'bad',
      'No exact match for “USD.EUR”. Enter one of these, or a conid: EUR.USD.',
    ),
  )
  expect(openOperation).not.toHaveBeenCalled()
  details('EUR.USD')?.run()
  await vi.waitFor(() => expect(openOperation).toHaveBeenCalledOnce())
})

it('takes a conid, and proposes conids instead of the text that has just failed', async () => {
  const toyota = { ...eurUsd, conid: 1, symbol: '7203', ticker: '7203', securityType: 'STK' }
  call.mockResolvedValue([toyota, { ...toyota, conid: 7203, symbol: 'OTHER', ticker: 'OTHER' }])
  expect(symbolCommands('#265598').map(({ title }) => title)).toContain('New order for #265598')
  symbolCommands('7203')
    .find(({ id }) => id === 'symbol-details')
    ?.run()
  const text = 'No exact match for “7203”. Enter one of these, or a conid: #1, OTHER.'
  await vi.waitFor(() => expect(showToast).toHaveBeenCalledWith('bad', text))
})
