import { createInterface } from 'node:readline'
import { type Readable, Writable } from 'node:stream'

/** The input ended before every question was answered. */
export class InputEndedError extends Error {}

/** Asks questions one after the other, of a person or of a pipe that holds all answers at once. */
export interface Questions {
  /** Trimmed. `hidden`: what a person types is not shown. */
  ask(prompt: string, hidden: boolean): Promise<string>
  /** To be called at the end. */
  close(): void
}

/** Opens a series of questions. */
export function openQuestions(stdin: Readable & { isTTY?: boolean }, stdout: Writable): Questions {
  let shown = true
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (shown) stdout.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: stdin, output: echo, terminal: stdin.isTTY === true, historySize: 0 })
  // Asked for at once: lines that a pipe delivers before they are wanted are kept.
  const answers = lines[Symbol.asyncIterator]()
  return {
    async ask(prompt, hidden) {
      lines.setPrompt('')
      stdout.write(prompt)
      shown = !hidden
      const answer = await answers.next()
      shown = true
      if (hidden || stdin.isTTY !== true) stdout.write('\n')
      if (answer.done === true) throw new InputEndedError('The input ended before every question was answered.')
      return String(answer.value).trim()
    },
    close: () => lines.close(),
  }
}
