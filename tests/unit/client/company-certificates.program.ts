import { IbkrClient } from '../../../src/client/index.ts'

// Sends a request through a proxy for each value of certificateAuthorities (empty: not set), and prints each outcome.
// A separate process, because Node reads its authorities at start.
const [server = '', proxy = '', ...values] = process.argv.slice(2)
for (const certificateAuthorities of values) {
  const client = new IbkrClient(server, { proxy, ...(certificateAuthorities === '' ? {} : { certificateAuthorities }) })
  try {
    console.log(JSON.stringify(await client.request({ path: 'x' })))
  } catch (error) {
    console.log((error as { code?: string }).code)
  } finally {
    await client.close()
  }
}
