#!/usr/bin/env node
// Starts the built program. In a checkout, first builds it if it is missing or older than its sources.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Without a listener, this signal opens an inspector, which any user of this machine could connect to. The option
// --disable-sigusr1 exists since Node 22.14 only, and would need a second process.
process.on('SIGUSR1', () => undefined)

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)))
const { version, engines } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`ibkr-console needs Node ${engines.node}; this is ${process.versions.node}.`)
  process.exit(1)
}

const isCheckout = existsSync(join(packageFolder, 'scripts', 'build.mjs'))
// The test run builds once before all tests, because its many starts must not build at the same time.
if (isCheckout && !process.env.IBKR_CONSOLE_BUILT) {
  const { isBuildCurrent } = await import('../scripts/build-stamp.mjs')
  // The build runs in its own process, so that its modules do not stay in the console's memory.
  if (!isBuildCurrent(packageFolder)) {
    const code = await new Promise((resolve) => {
      const child = spawn(process.execPath, [join(packageFolder, 'scripts', 'build.mjs'), '--console'], {
        stdio: ['ignore', 2, 2],
      })
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
      child.on('exit', (status, signal) => resolve(signal ? 130 : (status ?? 1)))
    })
    if (code !== 0) process.exit(code)
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal)
  }
}

const { runCommandLine } = await import(pathToFileURL(join(packageFolder, 'out', 'node', 'cli.js')).href)
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  version,
  packageFolder,
})
