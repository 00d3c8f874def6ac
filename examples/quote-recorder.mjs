// Records bid, ask and last price of some contracts as CSV until Ctrl-C or for the given seconds. Gaps are recorded too.
// Start: IBKR_HOST=localhost:5000 node examples/quote-recorder.mjs quotes.csv 60 265598 8314
import { createWriteStream } from 'node:fs'
import { IbkrClient } from 'ibkr-web-client'
import { merge } from 'rxjs'
import { map } from 'rxjs/operators'

const [file = 'quotes.csv', seconds = '60', ...conids] = process.argv.slice(2)
const out = createWriteStream(file)
out.write('time,conid,bid,ask,last,gap\n')

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const { streams } = client.connect()
const quotes = (conids.length > 0 ? conids : ['265598']).map((conid) =>
  streams.quotes(Number(conid), ['bid', 'ask', 'last']).pipe(map((quote) => ({ conid, ...quote }))),
)
let rows = 0
const recording = merge(...quotes).subscribe({
  next({ at, conid, values: { bid = '', ask = '', last = '' }, gap }) {
    rows += 1
    out.write(`${new Date(at).toISOString()},${conid},${bid},${ask},${last},${gap ? 'gap' : ''}\n`)
  },
  error: (error) => stop(error),
})

const timer = setTimeout(stop, Number(seconds) * 1000)
process.once('SIGINT', () => stop())

async function stop(error) {
  clearTimeout(timer)
  recording.unsubscribe()
  await client.close()
  out.end(() => console.log(`${rows} rows in ${file}`))
  if (error) {
    console.error(`Stopped: ${error.message}`)
    process.exitCode = 1
  }
}
