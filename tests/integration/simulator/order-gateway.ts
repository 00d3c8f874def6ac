import { runningGateway } from './running-gateway.ts'

/** Path of the orders in these tests. */
export const ordersPath = 'iserver/account/DU1234567/orders'

/** A limit price 17 percent below the market, so that IBKR asks only the question o163. */
export const smallOrder = { conid: 265598, orderType: 'LMT', side: 'BUY', price: 200, quantity: 5, tif: 'DAY' }

/** Row of the response to placed orders. */
interface Row {
  readonly id?: string
  readonly order_id?: string
  readonly order_status?: string
  readonly local_order_id?: string
  readonly parent_order_id?: string
  readonly messageIds?: readonly string[]
  readonly text?: string
}

/** Starts a gateway that is ready for orders, with the calls of these tests. */
export async function orderGateway(options: Parameters<typeof runningGateway>[0] = {}) {
  const gateway = await runningGateway(options)
  await gateway.warmUp()
  const { client } = gateway
  const place = (...orders: readonly unknown[]) => client.post(ordersPath, { orders })
  const reply = (id: string, confirmed = true) => client.post(`iserver/reply/${id}`, { confirmed })
  return {
    ...gateway,
    place,
    reply,
    /** Places orders and returns the rows of the response, which must be an array. */
    rows: async (...orders: readonly unknown[]) => (await place(...orders)).body as readonly Row[],
    status: async (id: string | number | undefined) =>
      (await client.get(`iserver/account/order/status/${id}`)).body as Readonly<Record<string, unknown>>,
    /** Places orders and confirms every question. Returns the question ids and the last response. */
    confirmed: async (...orders: readonly unknown[]) => {
      const asked: string[] = []
      let response = await place(...orders)
      while (firstIdOf(response.body).includes('-')) {
        asked.push(...((response.body as readonly Row[])[0]?.messageIds ?? []))
        response = await reply(firstIdOf(response.body))
      }
      return { asked, response }
    },
  }
}

/** Returns the reply id of a question, or the order id of an accepted order. */
export function firstIdOf(body: unknown): string {
  const [first] = body as readonly Row[]
  return first?.id ?? first?.order_id ?? ''
}
