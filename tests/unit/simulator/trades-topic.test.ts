import { expect, test } from 'vitest'
import { requireInstrument } from './require-instrument.ts'
import { createSocketFixture, type Frame } from './simulated-socket.ts'

const day = 86_400_000

function createTradesFixture() {
  const { clock, state, open } = createSocketFixture()
  const trade = () => {
    const { id } = state.lifeCycle.submit('DU1234567', {
      ...{ instrument: requireInstrument('IBM'), side: 'BUY', kind: 'MKT', quantity: 1, price: undefined },
      ...{ auxPrice: undefined, tif: 'GTC', outsideRth: false, clientOrderId: undefined },
    })
    clock.advance(10_000)
    return id
  }
  return { clock, open, trade }
}

const ordersOf = (frames: readonly Frame[]) =>
  frames.flatMap(({ args }) => (args as readonly { order_id: number }[]).map(({ order_id }) => order_id))

test('sends the trades of a week although the client requests one day', () => {
  const { clock, open, trade } = createTradesFixture()
  const old = trade()
  clock.advance(2 * day)
  const middle = trade()
  clock.advance(6 * day)
  const delivered = ordersOf(open().ask('str+{"days":1}'))
  expect(delivered).toContain(middle)
  expect(delivered).not.toContain(old)
})

test('sends trades only to the first socket until that socket unsubscribes', () => {
  const { open, trade } = createTradesFixture()
  const [first, second] = [open(), open()]
  first.ask('str+{}')
  expect(second.ask('str+{}')).toEqual([])
  second.take()
  const id = trade()
  expect(ordersOf(first.take().filter(({ topic }) => topic === 'str'))).toContain(id)
  expect(second.take().filter(({ topic }) => topic === 'str')).toEqual([])
  first.ask('utr')
  expect(ordersOf(second.ask('str+{}'))).toContain(id)
})
