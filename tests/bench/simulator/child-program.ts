import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** Benchmark program that communicates over the channel of `fork`. */
export interface ChildProgram {
  readonly pid: number
  send(message: object): void
  /** Resolves to the newest unread message of that kind, or to the next one. Rejects if the program exits first. */
  next<T extends { readonly kind: string }>(kind: T['kind']): Promise<T>
  /** Resolves when the program exits without being stopped. */
  untilEnded(): Promise<void>
  stop(): Promise<void>
}

/** Starts a bundled program with the output streams of the benchmark. */
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
  const unread = new Map<string, unknown>()
  const waiting = new Map<string, (message: unknown) => void>()
  child.on('message', (message: { readonly kind: string }) => {
    const reader = waiting.get(message.kind)
    waiting.delete(message.kind)
    if (reader === undefined) unread.set(message.kind, message)
    else reader(message)
  })
  return {
    pid: child.pid ?? 0,
    send: (message) => child.send(message),
    next: (kind) =>
      new Promise((resolve, reject) => {
        if (unread.has(kind)) {
          resolve(unread.get(kind) as never)
          unread.delete(kind)
          return
        }
        waiting.set(kind, (message) => resolve(message as never))
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
