import { IbkrClient } from '../../../src/client/index.ts'

// Asks a server through a proxy, and tells the outcome: the certificates that Node trusts are read when a process starts.
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
