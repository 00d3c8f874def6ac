import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A program of the benchmark that talks over the channel of `fork`. */
export interface ChildProgram {
  readonly pid: number
  send(message: object): void
  /** Resolves to the next message of that kind; rejects where the program ends before. */
  next<T extends { readonly kind: string }>(kind: T['kind']): Promise<T>
  /** Resolves when it has ended by itself. */
  untilEnded(): Promise<void>
  stop(): Promise<void>
}

/** Starts a bundled program; its output goes where the benchmark's goes. */
export function startProgram(
  file: string,
  args: readonly string[] = [],
  execArgv: readonly string[] = [],
): ChildProgram {
  const child: ChildProcess = fork(file, args, {
    execArgv: [...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    send: (message) => child.send(message),
    next: (kind) =>
      new Promise((resolve, reject) => {
        const take = (message: unknown) => {
          if ((message as { kind?: unknown }).kind !== kind) return
          child.off('message', take)
          resolve(message as never)
        }
        child.on('message', take)
        ended.then(([code]) => reject(new Error(`${file} ended with ${code} before it said "${kind}"`)), reject)
      }),
    untilEnded: async () => void (await ended),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill()
      await ended
    },
  }
}
