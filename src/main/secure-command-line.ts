import { app } from 'electron'
import { removeDebuggingSwitches } from './command-line.ts'

// A module of its own, because `index.ts` imports it before any other module runs. During development, tests connect
// through these switches.
if (app.isPackaged) removeDebuggingSwitches(app.commandLine)
