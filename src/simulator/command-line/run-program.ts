import { spawn } from 'node:child_process'

/** The output for errors, and the signal that stops the simulator. */
interface RunProgramIo {
  readonly stderr: NodeJS.WritableStream
  /** How the user calls the simulator. */
  readonly program: string
  readonly stopped: Promise<void>
}

/**
 * Runs a program with the streams of this process, and ends it when the simulator is stopped. Resolves to the program's
 * exit code: 1 if a signal ended it or if it could not start.
 */
export function runProgram([file = '', ...args]: readonly string[], io: RunProgramIo): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'inherit' })
    void io.stopped.then(() => child.kill())
    child.once('error', (error) => {
      io.stderr.write(`${io.program}: Cannot run ${file}: ${error.message}\n`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
