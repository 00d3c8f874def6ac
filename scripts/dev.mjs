// npm run dev: serves the window with hot reload (vite), and rebuilds and restarts the host after every change of its
// sources.
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build, createServer } from 'vite'
import { requireFreePort } from './free-port.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const hostPort = await requireFreePort()
const flags = process.argv.slice(2)

// The host requires built files, although the development page does not use them.
await build({ logLevel: 'warn', configFile: 'vite.renderer.config.ts' })
const target = `http://127.0.0.1:${hostPort}`
const page = await createServer({
  configFile: 'vite.renderer.config.ts',
  server: { host: '127.0.0.1', proxy: { '/rpc': { target, ws: true }, '/session': { target } } },
})
await page.listen()
const [pageUrl] = page.resolvedUrls.local

let host
let stopping = false
const startHost = () => {
  const code = `import('./out/node/cli.js').then(({ runCommandLine }) => runCommandLine(${JSON.stringify(['start', '--browser', '--no-open', '--port', String(hostPort), ...flags])}, {
    stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env, cwd: process.cwd(), version: 'dev', packageFolder: process.cwd(),
  })).then((code) => { process.exitCode = code })`
  host = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  host.once('exit', (code) => {
    // The host could not start, for example because the port is in use. It has already printed the reason.
    if (code && !stopping) process.kill(process.pid, 'SIGTERM')
  })
  createInterface({ input: host.stdout }).on('line', (line) => {
    // The development page has its own address; the start token comes from the host.
    console.log(line.startsWith('http') ? new URL(new URL(line).pathname + new URL(line).search, pageUrl).href : line)
  })
}
const stopHost = () =>
  new Promise((resolve) => {
    if (!host || host.exitCode !== null) return resolve()
    host.once('exit', resolve)
    host.kill('SIGTERM')
  })

const watcher = await build({ logLevel: 'warn', configFile: 'vite.node.config.ts', build: { watch: {} } })
watcher.on('event', async (event) => {
  if (event.code === 'ERROR') console.error(event.error.message)
  if (event.code !== 'END' || stopping) return
  await stopHost()
  startHost()
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    await Promise.all([watcher.close(), stopHost(), page.close()])
    process.exit(0)
  })
}
