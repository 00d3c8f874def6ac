/** The methods of Electron's `app.commandLine` that are used. */
export interface CommandLine {
  hasSwitch(name: string): boolean
  removeSwitch(name: string): void
}

/** With these switches, any program of the user could control the page over Chromium's debugging protocol. */
const DEBUGGING_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe']

/** Removes the switches for remote debugging. Electron reads them only after the program's main module has run. */
export function removeDebuggingSwitches(commandLine: CommandLine): void {
  for (const name of DEBUGGING_SWITCHES) commandLine.removeSwitch(name)
}

/**
 * Returns why the program does not start with these arguments; undefined if it does. The command line also contains
 * the switches that Electron adds for environment variables, such as ELECTRON_DISABLE_SANDBOX.
 */
export function explainRefusedSwitch(commandLine: CommandLine, argv: readonly string[]): string | undefined {
  if (!commandLine.hasSwitch('no-sandbox') && !argv.includes('--no-sandbox')) return undefined
  return (
    'IBKR Console does not run without the sandbox. Start it without --no-sandbox and without ELECTRON_DISABLE_SANDBOX. ' +
    'If the system does not allow the sandbox, install the .deb package, which sets it up, or use browser mode: ' +
    'ibkr-console start --browser.'
  )
}
