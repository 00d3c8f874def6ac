import { execFile } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { startSimulator } from '../../src/simulator/start-simulator.ts'
import { getModulePath, type Implementation, type Observations } from './observe-behaviour.ts'

/** Observes promises in a separate process, because the process may crash. */
export async function observeSeparateProcesses(implementation: Implementation): Promise<Observations> {
  const simulator = await startSimulator({ mode: 'gateway', marketMoves: false })
  try {
    const esm = `import { IbkrClient } from ${JSON.stringify(pathToFileURL(getModulePath(implementation, 'esm')).href)}; console.log(typeof IbkrClient)`
    const unhandled = fileURLToPath(new URL('program/unhandled-error.cjs', import.meta.url))
    const [imported, survived] = await Promise.all([
      run(['--input-type=module', '--eval', esm]),
      run([unhandled, getModulePath(implementation), `localhost:${simulator.port}`]),
    ])
    return {
      'import in plain Node': imported.code === 0 ? imported.stdout.trim() : 'fails',
      'the process continues after error() on a socket without an error handler': survived.code === 0,
    }
  } finally {
    await simulator.close()
  }
}

function run(args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: 120_000 }, (error, stdout) =>
      resolve({ code: error === null ? 0 : 1, stdout }),
    )
  })
}
