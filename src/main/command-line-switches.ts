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

/** Each of these switches disables a part of Chromium's sandbox. */
const SANDBOX_SWITCHES = [
  'no-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'disable-setuid-sandbox',
  'disable-gpu-sandbox',
  'no-zygote',
  'single-process',
]

/** With this variable, also an empty one, Electron adds the switch `no-sandbox` before the main module runs. */
const SANDBOX_VARIABLE = 'ELECTRON_DISABLE_SANDBOX'

/**
 * Returns why the program does not start; undefined if it does. Must be called before `app.enableSandbox()`, which
 * removes the switch `no-sandbox`.
 */
export function explainRefusedSwitch(
  commandLine: Pick<CommandLine, 'hasSwitch'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const isVariableSet = env[SANDBOX_VARIABLE] !== undefined
  const name = SANDBOX_SWITCHES.find((each) => commandLine.hasSwitch(each))
  if (!isVariableSet && name === undefined) return undefined
  const cause = isVariableSet ? `the environment variable ${SANDBOX_VARIABLE}` : `--${name}`
  return (
    `IBKR Console does not run without the sandbox. Start it without ${cause}. ` +
    'If the system does not allow the sandbox, install the .deb package, which sets it up, or use browser mode: ' +
    'ibkr-console start --browser.'
  )
}
