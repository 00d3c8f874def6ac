// Runs one set of observations with the given client, and prints them as one JSON line. Its argument is JSON: the
// client's module, the login, and the control port of the simulator.
const { seen } = require('./observe.cjs')
const { fields } = require('./client-fields.cjs')
const { logins } = require('./logins.cjs')
const { requests } = require('./requests.cjs')
const { sockets } = require('./sockets.cjs')

const settings = JSON.parse(process.argv[2])
const { IbkrClient } = require(settings.module)
const lines = []
for (const name of ['debug', 'log', 'warn', 'error'])
  console[name] = (...words) => lines.push(words.map(String).join(' '))
// An unhandled error of a client must not end the other observations.
process.on('uncaughtException', (error) => lines.push(`uncaught: ${error}`))
process.on('unhandledRejection', (error) => lines.push(`unhandled: ${error}`))

async function control(verb, more = {}) {
  const response = await fetch(`${settings.controlUrl}controls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ verb, ...more }),
  })
  if (!response.ok) throw new Error(await response.text())
}

async function run() {
  const client = new IbkrClient(settings.oauth1 ? settings.where : settings.where.host)
  const all = { ...settings, IbkrClient, client, lines, control }
  await fields(all)
  await logins(all)
  await requests(all)
  await sockets(all)
}

run().then(
  () => process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0)),
  (error) => process.stderr.write(`${error.stack}\n`, () => process.exit(1)),
)
