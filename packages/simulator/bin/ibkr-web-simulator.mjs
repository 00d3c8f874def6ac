#!/usr/bin/env node
// Runs the simulator until Ctrl-C, SIGTERM or SIGHUP.
import { simulatorCommand } from '../out/esm/index.js'

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
