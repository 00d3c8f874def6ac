import { simulatorCommand } from '../../../src/simulator/run-simulator-command.ts'

const stopped = new Promise<void>((resolve) => {
  process.once('SIGTERM', () => resolve())
  process.once('SIGINT', () => resolve())
})
const { stdout, stderr } = process
process.exitCode = await simulatorCommand(process.argv.slice(2), { stdout, stderr, stopped })
