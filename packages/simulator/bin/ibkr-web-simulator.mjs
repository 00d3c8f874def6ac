#!/usr/bin/env node
// Runs the simulator until Ctrl-C, SIGTERM or SIGHUP.
// Without a listener, this signal opens an inspector, which any user of this machine could connect to.
process.on('SIGUSR1', () => undefined)

const { simulatorCommand } = await import('../out/esm/index.js')

const stopped = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve)
})
const { stdout, stderr } = process
process.exitCode = await simulatorCommand(process.argv.slice(2), {
  stdout,
  stderr,
  stopped,
  program: 'ibkr-web-simulator',
})
