import { IbkrClient } from '../../../src/client/index.ts'

// Sends a request through a proxy and prints the outcome. Runs in a separate process, because Node reads certificate
// authorities only at its start.
const [server = '', proxy = '', authority] = process.argv.slice(2)
const client = new IbkrClient(server, {
  proxy,
  ...(authority === undefined ? {} : { certificateAuthorities: authority }),
})
try {
  console.log(JSON.stringify(await client.request({ path: 'x' })))
} catch (error) {
  console.log((error as { code?: string }).code)
} finally {
  await client.close()
}
