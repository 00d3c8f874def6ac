// Writes one-minute bars of several days as CSV, read backwards day by day, and reports missing minutes inside a session.
// Start: IBKR_HOST=localhost:5000 node examples/bars-to-csv.mjs bars.csv 265598 3
import { writeFileSync } from 'node:fs'
import { IbkrClient } from 'ibkr-web-client'

const [file = 'bars.csv', conid = '265598', days = '3'] = process.argv.slice(2)
const MINUTE = 60_000
const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const session = client.connect() // paces history requests: IBKR allows five at a time
await session.ready({ signal: AbortSignal.timeout(30_000) })

const bars = new Map() // by time: the edges of two requests may overlap
let before = Date.now()
for (let day = 0; day < Number(days); day += 1) {
  const { data = [] } = await session.request('GET /iserver/marketdata/history', {
    query: { conid, period: '1d', bar: '1min', startTime: startTimeOf(before), outsideRth: false },
  })
  const times = data.map(({ t }) => t).filter(Number.isFinite) // a day without bars has one bar without a time
  for (const bar of data) if (Number.isFinite(bar.t)) bars.set(bar.t, bar)
  before = Math.min(before - (times.length === 0 ? 1440 * MINUTE : 0), ...times)
}
// A schedule covers about six days. Its closing times, in the time zone of the exchange, are used for all days.
const { exchange_time_zone, schedules = {} } = await session.request('GET /contract/trading-schedule', {
  query: { conid },
})
await client.close()

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: exchange_time_zone, timeStyle: 'short' })
const hours = Object.values(schedules).flatMap(({ liquid_hours = [] }) => liquid_hours)
const closings = new Set(hours.map(({ closing }) => clock.format(closing * 1000)))
const sorted = [...bars.values()].sort((a, b) => a.t - b.t)
const holes = sorted.slice(1).flatMap(({ t }, index) => {
  const from = sorted[index].t + MINUTE
  return from < t && !isClosedWithin(from, t) ? [{ from, minutes: (t - from) / MINUTE }] : []
})
const rows = sorted.map(({ t, o, h, l, c, v }) => [new Date(t).toISOString(), o, h, l, c, v].join(','))
writeFileSync(file, `${['time,open,high,low,close,volume', ...rows].join('\n')}\n`)
console.log(`${sorted.length} bars in ${file}, ${holes.length} holes`)
for (const { from, minutes } of holes) console.log(`${new Date(from).toISOString()}: ${minutes} minutes missing`)

/** Returns whether the exchange closed between two bars: the minutes without bars are then not a hole. */
function isClosedWithin(from, to) {
  for (let minute = from; minute < to; minute += MINUTE) if (closings.has(clock.format(minute))) return true
  return false
}

/** IBKR's form of a time: 20261128-14:30:00, UTC. */
function startTimeOf(time) {
  return new Date(time).toISOString().slice(0, 19).replaceAll('-', '').replace('T', '-')
}
