import { connect } from 'node:net'
import { stocks } from '../../../src/simulator/market/instruments.ts'
import { sendRawRequest } from './send-raw-request.ts'

// Places market orders of two shares over open connections, in alternating stocks and half of them sells, so that
// the market's size suffices. Reports when all orders are placed.
const [port = '0', connections = '1'] = process.argv.slice(2)

process.on('message', ({ orders }: { readonly orders: number }) => void place(orders))
process.on('disconnect', () => process.exit())

async function place(orders: number): Promise<void> {
  let placed = 0
  let refused = 0
  await Promise.all(
    Array.from({ length: Number(connections) }, async () => {
      const socket = connect(Number(port), '127.0.0.1').setNoDelay()
      while (placed < orders) {
        placed += 1
        const side = placed % 2 === 0 ? 'BUY' : 'SELL'
        const { conid } = stocks[placed % stocks.length] ?? { conid: 0 }
        const body = JSON.stringify({ orders: [{ conid, orderType: 'MKT', side, quantity: 2, tif: 'DAY' }] })
        const head = `POST /v1/api/iserver/account/DU1234567/orders HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`
        const status = await sendRawRequest(socket, `${head}content-length: ${body.length}\r\n\r\n${body}`)
        if (status !== 200) refused += 1
      }
      socket.destroy()
    }),
  )
  process.send?.({ kind: 'placed', refused })
}
