import { app } from 'electron'
import { removeDebuggingSwitches } from './command-line-switches.ts'

// A separate module, because `index.ts` imports it before any other module runs. During development, tests connect
// through these switches.
if (app.isPackaged) removeDebuggingSwitches(app.commandLine)
