import { describe, expect, it } from 'vitest'
import {
  confirmOnly,
  type OrderQuestion,
  type OrderResponse,
  type OrderRow,
  readOrderResponse,
  rowsOfOrders,
} from '../../../src/client/index.ts'

const row = { order_id: '7', order_status: 'Submitted', encrypt_message: '1' }
const question = {
  id: 'q-1',
  message: ['Sure?'],
  isSuppressed: false,
  messageIds: ['o163'],
  messageOptions: ['Yes', 'No'],
}

describe('parsing of a response to placing, modifying or replying', () => {
  it('returns one row with ids for each accepted order', () => {
    expect(
      readOrderResponse([
        { ...row, order_id: 7, local_order_id: 'mine', parent_order_id: 'parent', warning_message: ' late ' },
      ]),
    ).toEqual({
      kind: 'accepted',
      rows: [
        {
          orderId: '7',
          status: 'Submitted',
          refused: false,
          localOrderId: 'mine',
          parentLocalOrderId: 'parent',
          text: 'late',
        },
      ],
    })
  })

  it('reports partial acceptance if IBKR refuses one child of a bracket', () => {
    const response = readOrderResponse([{ order_id: '-1', order_status: 'Failed', text: 'bad price' }, row])
    expect(response).toMatchObject({
      kind: 'accepted',
      rows: [{ refused: true, text: 'bad price' }, { refused: false }],
    })
  })

  it('reads a row with only an error as failed, and a row without a status as accepted with an empty one', () => {
    const rows = [{ error: 'bad price' }, { order_id: '7' }]
    expect(readOrderResponse(rows)).toMatchObject({
      rows: [
        { orderId: '-1', status: 'Failed', refused: true, text: 'bad price' },
        { orderId: '7', status: '', refused: false },
      ],
    })
  })

  it('reads no response from a value that is nested too deeply', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown
    expect(readOrderResponse([{ order_id: deep }])).toBeUndefined()
    // Other errors are defects, and are not hidden.
    const broken = Object.defineProperty({}, 'order_id', {
      get() {
        throw new TypeError('defect')
      },
    })
    expect(() => readOrderResponse([broken])).toThrow('defect')
  })

  it('lists each repeated text of a refused row only once', () => {
    const failed = { order_id: '-1', order_status: 'Failed', text: 'bad price', warning_message: 'parent is inactive' }
    const rows = [failed, { ...row, text: 'late', warning_message: 'late' }]
    expect(readOrderResponse(rows)).toMatchObject({
      rows: [{ text: 'bad price\nparent is inactive' }, { text: 'late' }],
    })
  })

  it('recognises a question even if the list also contains other rows', () => {
    const read: OrderQuestion = {
      kind: 'question',
      replyId: 'q-1',
      messages: ['Sure?'],
      messageIds: ['o163'],
      options: ['Yes', 'No'],
    }
    expect(readOrderResponse([question])).toEqual(read)
    expect(readOrderResponse([row, question])).toEqual(read)
  })

  it.each<[unknown, string]>([
    [{ error: 'Order not confirmed ' }, 'Order not confirmed'],
    [[{ order_id: '-1', order_status: 'Failed', text: 'no' }], 'no'],
    [[{ error: 'conid' }], 'conid'],
    [[{ order_id: 3, order_status: 'Failed' }], 'IBKR responded: Failed.'],
  ])('recognises a rejection: %j', (body, message) => {
    expect(readOrderResponse(body)).toEqual({ kind: 'rejected', message } satisfies OrderResponse)
  })

  it('recognises a prompt, which a reply cannot answer', () => {
    const prompt = {
      orderId: 5,
      reqId: '99',
      dismissable: [],
      text: 'Sure?',
      options: ['Yes'],
      type: 'M',
      messageId: 'p12',
      prompt: true,
    }
    expect(readOrderResponse(prompt)).toEqual({
      kind: 'prompt',
      orderId: '5',
      requestId: '99',
      messageId: 'p12',
      text: 'Sure?',
      options: ['Yes'],
    })
  })

  it.each([
    [{}],
    [[]],
    ['Success'],
    [undefined],
    [null],
    [[{}]],
    [[row, {}]],
    [{ error: null }],
    [{ error: '' }],
    [{ error: {} }],
    [{ text: 'no' }],
  ])('does not recognise the response %j', (body) => expect(readOrderResponse(body)).toBeUndefined())
})

describe('assigning the rows of a response to several orders', () => {
  const rowsOf = (...rows: object[]): readonly OrderRow[] => {
    const response = readOrderResponse(rows.map((more) => ({ ...row, ...more })))
    return response?.kind === 'accepted' ? response.rows : []
  }

  it('matches rows to orders by client order id, in any order', () => {
    const rows = rowsOf({ order_id: '1', local_order_id: 'sell' }, { order_id: '2', local_order_id: 'buy' })
    const found = rowsOfOrders([{ cOID: 'buy' }, { cOID: 'sell' }], rows)
    expect(found.map((one) => one?.orderId)).toEqual(['2', '1'])
  })

  it('matches the row of an only child by its parent, even if it comes before the row of the parent', () => {
    const rows = rowsOf({ order_id: '1', parent_order_id: 'entry' }, { order_id: '2', local_order_id: 'entry' })
    const found = rowsOfOrders([{ cOID: 'entry' }, { parentId: 'entry' }], rows)
    expect(found.map((one) => one?.orderId)).toEqual(['2', '1'])
  })

  it('matches the row of an only child neither to the child of another parent nor to a row with its own id', () => {
    const rows = rowsOf(
      { order_id: '1', local_order_id: 'entry' },
      { order_id: '2', parent_order_id: 'other' },
      { order_id: '3', parent_order_id: 'entry', local_order_id: 'named' },
      { order_id: '4', parent_order_id: 'entry' },
    )
    const found = rowsOfOrders([{ cOID: 'entry' }, { parentId: 'entry' }], rows)
    expect(found.map((one) => one?.orderId)).toEqual(['1', '4'])
  })

  it('matches no row to an order that has neither a client order id nor a parent', () => {
    const rows = rowsOf({ order_id: '1', local_order_id: 'entry' }, { order_id: '2' })
    const found = rowsOfOrders([{ cOID: 'entry' }, {}], rows)
    expect(found.map((one) => one?.orderId)).toEqual(['1', undefined])
  })

  it('matches no row to two child orders of one parent if the orders have no client order ids', () => {
    const rows = rowsOf({ parent_order_id: 'entry' }, { parent_order_id: 'entry' }, { local_order_id: 'entry' })
    const [parent, ...children] = rowsOfOrders([{ cOID: 'entry' }, { parentId: 'entry' }, { parentId: 'entry' }], rows)
    expect(parent).toBe(rows[2])
    expect(children).toEqual([undefined, undefined])
  })

  it('matches a single row to a single order even without ids', () => {
    const rows = rowsOf({})
    expect(rowsOfOrders([{}], rows)).toEqual(rows)
    expect(rowsOfOrders([{}, {}], rows)).toEqual([undefined, undefined])
  })
})

describe('confirmOnly()', () => {
  const question = (...messageIds: string[]): OrderQuestion => ({
    kind: 'question',
    replyId: 'q',
    messages: [],
    messageIds,
    options: [],
  })

  it.each([
    [['o163'], 'confirm'],
    [['o163', 'o451'], 'confirm'],
    [['o163', 'o383'], 'leave'],
    [[], 'leave'],
  ])('confirmOnly decides on a question with the ids %j: %s', (ids, verdict) => {
    expect(confirmOnly(['o163', 'o451'])(question(...ids))).toBe(verdict)
  })

  it('confirmOnly declines all other questions if the caller requests it', () => {
    expect(confirmOnly(['o163'], 'decline')(question('o1'))).toBe('decline')
  })
})
