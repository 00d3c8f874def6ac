// Writes one-minute bars of several days as CSV, read backwards day by day, and reports missing minutes inside a day.
// Start: IBKR_HOST=localhost:5000 node examples/bars-to-csv.mjs bars.csv 265598 3
import { writeFileSync } from 'node:fs'
import { IbkrClient } from 'ibkr-web-client'

const [file = 'bars.csv', conid = '265598', days = '3'] = process.argv.slice(2)
const MINUTE = 60_000
const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const session = client.connect() // paces history requests: IBKR allows five at a time
await session.ready({ signal: AbortSignal.timeout(30_000) })

const bars = new Map() // by time: the edges of two requests may overlap
let before = new Date()
for (let day = 0; day < Number(days); day += 1) {
  const { data } = await session.request('GET /iserver/marketdata/history', {
    query: { conid, period: '1d', bar: '1min', startTime: startTimeOf(before), outsideRth: false },
  })
  if (data.length === 0) break
  for (const bar of data) bars.set(bar.t, bar)
  before = new Date(Math.min(...data.map(({ t }) => t)))
}
await client.close()

const sorted = [...bars.values()].sort((a, b) => a.t - b.t)
const missing = sorted.slice(1).filter(({ t }, index) => {
  const gap = t - sorted[index].t
  return gap > MINUTE && gap < 60 * MINUTE // longer: the market was closed
})
const rows = sorted.map(({ t, o, h, l, c, v }) => [new Date(t).toISOString(), o, h, l, c, v].join(','))
writeFileSync(file, `${['time,open,high,low,close,volume', ...rows].join('\n')}\n`)
console.log(`${sorted.length} bars in ${file}, ${missing.length} holes`)

/** IBKR's form of a time: 20261128-14:30:00, UTC. */
function startTimeOf(date) {
  return date.toISOString().slice(0, 19).replaceAll('-', '').replace('T', '-')
}
