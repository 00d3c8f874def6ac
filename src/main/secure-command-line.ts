import { app } from 'electron'
import { removeDebuggingSwitches } from './command-line-switches.ts'

// A separate module, because `index.ts` imports it before any other module runs. During development, tests connect
// through these switches.
if (app.isPackaged) removeDebuggingSwitches(app.commandLine)

// Without a listener, this signal opens an inspector, which any user of this machine could connect to. An installed
// program also has the fuse `nodeCliInspect`.
process.on('SIGUSR1', () => undefined)
