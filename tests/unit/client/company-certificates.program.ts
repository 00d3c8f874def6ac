import { IbkrClient } from '../../../src/client/index.ts'

// Sends a request through a proxy and prints the outcome. A separate process, as Node reads its authorities at start.
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
