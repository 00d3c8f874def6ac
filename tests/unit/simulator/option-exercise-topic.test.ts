import { expect, test } from 'vitest'
import { findInstrument } from '../../../src/simulator/contracts/find-instrument.ts'
import { createMiddleOption } from './middle-option.ts'
import { requireInstrument } from './require-instrument.ts'
import { createSocketFixture, type Frame } from './simulated-socket.ts'

const apple = requireInstrument('AAPL')

function setUp(price: number, right: 'C' | 'P' = 'C') {
  const { clock, state, open } = createSocketFixture()
  const option = createMiddleOption(apple.conid, state.now(), right)
  const { strike = 0 } = option
  state.market.setPrice(apple, strike + price)
  const ledger = state.accounts.get(state.accounts.selected())
  ledger.book({ instrument: option, side: 'BUY', quantity: 3, price: 12, commission: 0 })
  const socket = open()
  const orders = () => state.orderStore.all().filter((order) => order.instrument === apple && order.price === strike)
  const before = orders().length
  const dialogue = socket.ask(`shs+exercise+{"CEX":"${option.conid}"}`)
  const answer = (data: object) => socket.ask(`inp+exercise+${JSON.stringify({ action: 'user_input', data })}`)
  const placed = () => orders().slice(0, orders().length - before)
  return { clock, state, ledger, socket, dialogue, answer, placed, strike, option }
}

const idOf = (frame: Frame | undefined) => (frame?.['data'] as { readonly id: number } | undefined)?.id

test('opens the exercise dialogue with its topic and choices', () => {
  const { dialogue, option, strike } = setUp(10)
  expect(dialogue).toMatchObject([
    { topic: 'shs+exercise' },
    {
      action: 'content',
      MID: expect.any(String),
      data: {
        id: expect.any(Number),
        user_action: [
          { id: 'submit', text: 'Submit' },
          { id: 'cancel', text: 'Cancel' },
        ],
        contract: `AAPL ${option.text}`,
        underlying_price: `$${(strike + 10).toFixed(2)}`,
        sec_type: 'OPT',
      },
    },
  ])
})

test.each([
  ['C', 10, 'BUY'],
  ['P', -10, 'SELL'],
] as const)('exercises an in-the-money option (%s) immediately', (right, distance, side) => {
  const { dialogue, answer, placed, strike } = setUp(distance, right)
  expect(answer({ id: String(idOf(dialogue[1])), user_action: 'submit', exercise: { value: 2 } })).toEqual([])
  expect(placed()).toMatchObject([{ side, quantity: 200, filled: 200, averagePrice: strike, status: 'Filled' }])
})

test('leaves the price of the shares as it is, because an exercise is no trade on the exchange', () => {
  const { state, dialogue, answer, placed, strike } = setUp(10)
  answer({ id: idOf(dialogue[1]), user_action: 'submit', exercise: { value: 2 } })
  expect(placed()).toMatchObject([{ averagePrice: strike }])
  expect(state.market.quote(apple).last).toBe(strike + 10)
})

test('asks for confirmation before exercising an out-of-the-money option, and then places the order', () => {
  const { dialogue, answer, placed } = setUp(-10)
  const submit = { id: idOf(dialogue[1]), user_action: 'submit', exercise: { value: 1 } }
  const [prompt] = answer(submit)
  expect(prompt).toMatchObject({ action: 'prompt', topic: 'inp+exercise', data: { title: 'Warning' } })
  expect(placed()).toEqual([])
  expect(answer({ id: idOf(prompt), user_action: 'continue' })).toEqual([])
  expect(placed()).toMatchObject([{ quantity: 100, status: 'Filled' }])
})

test('shows the exercise in the order stream before the order of the shares, and ends it', async () => {
  const { clock, state, socket, dialogue, answer, option } = setUp(10)
  socket.ask('sor+{}')
  answer({ id: idOf(dialogue[1]), user_action: 'submit', exercise: { value: 2 } })
  clock.advance(1_000)
  // Changes are sent together at the end of the turn.
  await Promise.resolve()
  const updates = socket.take().flatMap(({ topic, args }) => (topic === 'sor' ? (args as readonly Frame[]) : []))
  const [exercise] = updates
  expect(exercise).toMatchObject({
    conid: option.conid,
    side: 'EXER',
    status: 'Inactive',
    order_ccp_status: 'Pending Submit',
    orderDesc: 'EXERCISE 2, Day',
    sizeAndFills: '0/2',
    description2: option.text,
  })
  expect(exercise).not.toHaveProperty('orderType')
  expect(exercise).not.toHaveProperty('price')
  const ofExercise = updates.filter(({ orderId }) => orderId === exercise?.['orderId'])
  expect(ofExercise.at(-1)).toMatchObject({ status: 'Filled', sizeAndFills: '2', remainingQuantity: 0 })
  const shares = updates.filter(({ orderId }) => orderId !== exercise?.['orderId'])
  expect(shares[0]).toMatchObject({ ticker: 'AAPL', secType: 'STK', side: 'BUY', orderType: 'Limit' })
  expect(shares.at(-1)).toMatchObject({ status: 'Filled', filledQuantity: 200 })
  expect(state.orderStore.executions().at(-1)).toMatchObject({ order: { instrument: apple }, quantity: 200 })
})

test('removes exercised options that the account holds', () => {
  const { ledger, dialogue, answer, option } = setUp(10)
  answer({ id: idOf(dialogue[1]), user_action: 'submit', exercise: { value: 2 } })
  expect(ledger.position(option)).toMatchObject({ quantity: 1, realized: -2400 })
})

test('ends the dialogue without an order if the user cancels', () => {
  const { dialogue, answer, placed } = setUp(10)
  const id = idOf(dialogue[1])
  expect(answer({ id, user_action: 'cancel' })).toEqual([])
  expect(answer({ id, user_action: 'submit', exercise: { value: 1 } })).toMatchObject([{ code: 500, topic: 'inp' }])
  expect(placed()).toEqual([])
})

test.each([0, 1.5, 'many', undefined])('rejects an exercise of the quantity %s', (value) => {
  const { dialogue, answer, placed } = setUp(10)
  expect(answer({ id: idOf(dialogue[1]), user_action: 'submit', exercise: { value } })).toMatchObject([
    { error: 'exercise.value is not valid', topic: 'inp' },
  ])
  expect(placed()).toEqual([])
})

test('rejects the exercise of options that the account does not hold', () => {
  const { ledger, socket, dialogue, answer, placed, option } = setUp(10)
  const submit = (id: unknown, value: number) => answer({ id, user_action: 'submit', exercise: { value } })
  const text = (held: number) => `DU1234567 holds ${held} contracts of AAPL ${option.text}: no more can be exercised`
  expect(submit(idOf(dialogue[1]), 4)).toEqual([{ error: text(3), code: 500, topic: 'inp' }])
  ledger.book({ instrument: option, side: 'SELL', quantity: 4, price: 12, commission: 0 })
  expect(socket.ask(`shs+exercise+{"CEX":"${option.conid}"}`)).toEqual([{ error: text(0), code: 500, topic: 'shs' }])
  expect(placed()).toEqual([])
  expect(ledger.position(option).quantity).toBe(-1)
})

test('rejects an exercise that the account can no longer cover when it is confirmed', () => {
  const { ledger, dialogue, answer, placed, option } = setUp(-10)
  const [prompt] = answer({ id: idOf(dialogue[1]), user_action: 'submit', exercise: { value: 2 } })
  ledger.book({ instrument: option, side: 'SELL', quantity: 2, price: 12, commission: 0 })
  expect(answer({ id: idOf(prompt), user_action: 'continue' })).toMatchObject([{ code: 500, topic: 'inp' }])
  expect(placed()).toEqual([])
})

test('rejects the exercise of a share', () => {
  const { open } = createSocketFixture()
  expect(open().ask('shs+exercise+{"CEX":"265598"}')).toEqual([
    { error: 'Unknown contract 265598', code: 500, topic: 'shs' },
  ])
})

test('rejects the exercise of an option on an index, which is settled in cash', () => {
  const { state, open } = createSocketFixture()
  const { conid } = createMiddleOption(416904, state.now())
  expect(open().ask(`shs+exercise+{"CEX":"${conid}"}`)).toMatchObject([{ error: `Unknown contract ${conid}` }])
})

test('exercises an option on a future, which delivers the future', () => {
  const { state, open } = createSocketFixture()
  const option = createMiddleOption(11004968, state.now())
  const future = findInstrument(option.underlyingConid)
  if (future === undefined) throw new Error('The option has no future')
  const { strike = 0 } = option
  state.market.setPrice(future, strike + 10)
  const ledger = state.accounts.get(state.accounts.selected())
  ledger.book({ instrument: option, side: 'BUY', quantity: 2, price: 12, commission: 0 })
  const socket = open()
  const [, content] = socket.ask(`shs+exercise+{"CEX":"${option.conid}"}`)
  socket.ask(
    `inp+exercise+${JSON.stringify({ action: 'user_input', data: { id: idOf(content), user_action: 'submit', exercise: { value: 2 } } })}`,
  )
  expect(ledger.position(future)).toMatchObject({ quantity: 2, averagePrice: strike })
})

test('rejects the exercise of an expired option', () => {
  const { clock, state, open } = createSocketFixture()
  const { conid } = createMiddleOption(apple.conid, state.now())
  clock.advance(7 * 86_400_000)
  expect(open().ask(`shs+exercise+{"CEX":"${conid}"}`)).toMatchObject([{ error: `Unknown contract ${conid}` }])
})
