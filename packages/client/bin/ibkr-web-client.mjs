#!/usr/bin/env node
// ibkr-web-client configure: writes oauth1.json, the settings of an OAuth 1.0a login.
// Without a listener, this signal opens an inspector, which any user of this machine could connect to.
process.on('SIGUSR1', () => undefined)

const { configureCommand } = await import('../out/esm/index.js')

const [command, ...args] = process.argv.slice(2)
if (command === 'configure') {
  const { stdin, stdout, stderr } = process
  process.exitCode = await configureCommand(args, { cwd: process.cwd(), stdin, stdout, stderr })
} else {
  const isHelp = command === undefined || command === '--help' || command === '-h'
  const usage = 'Usage: ibkr-web-client configure\nWrites oauth1.json from three PEM files and three strings.\n'
  if (isHelp) process.stdout.write(usage)
  else process.stderr.write(`ibkr-web-client: Unknown command "${command}".\n${usage}`)
  process.exitCode = isHelp ? 0 : 2
}
