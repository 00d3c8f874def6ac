import { IbkrClient } from '../../../src/client/index.ts'

// Sends two requests at once, and prints their outcomes, the duration and the longest time that the main thread was blocked.
const [server = '', proxy = '', certificateAuthorities = '', connectTimeout = ''] = process.argv.slice(2)
let last = performance.now()
let blockedMs = 0
const timer = setInterval(() => {
  blockedMs = Math.max(blockedMs, performance.now() - last)
  last = performance.now()
}, 5)
const startedAt = performance.now()
const client = new IbkrClient(server, { proxy, certificateAuthorities, connectTimeout: Number(connectTimeout) })
const outcomes = await Promise.all(
  ['x', 'y'].map((path) =>
    client.request({ path }).then(String, (error: unknown) => (error as { readonly code: string }).code),
  ),
)
const tookMs = performance.now() - startedAt
clearInterval(timer)
await client.close()
console.log(JSON.stringify({ outcomes, tookMs, blockedMs }))
