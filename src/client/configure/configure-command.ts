import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Readable, Writable } from 'node:stream'
import { IbkrError } from '../errors/ibkr-error.ts'
import { type IbkrOauth1Config, realmOf } from '../oauth1/oauth1-settings.ts'
import { KeyFileError, readKeyFiles } from './key-files.ts'
import { verifyOffline } from './verify-offline.ts'

const OUTPUT = 'oauth1.json'
const COPY = `${OUTPUT}.bak`

const HELP = `configure: writes ${OUTPUT}, the settings of an OAuth 1.0a login.

Run it in the folder of dhparam.pem, private_encryption.pem and private_signature.pem. It asks for the consumer key, the access
token and the access token secret (a pipe may answer, one line each), verifies without a network that everything belongs
together, and writes ${OUTPUT} there, readable only by you. An ${OUTPUT} with other content is saved as ${COPY}.
It takes no arguments. Exit codes: 0 written, 1 something is missing or wrong and nothing was written.
`

/** Working directory and streams of the command. */
export interface CommandContext {
  /** Folder of the key files, where `oauth1.json` is written. */
  readonly cwd: string
  /** Answers to the questions: a terminal, or a pipe with one answer per line. */
  readonly stdin: Readable & { isTTY?: boolean }
  /** Receives questions and results. */
  readonly stdout: Writable
  /** Receives the reason for a failure. */
  readonly stderr: Writable
}

/**
 * `configure`: writes `oauth1.json` in the working directory from `dhparam.pem`, `private_encryption.pem`,
 * `private_signature.pem` and three inputs. An existing file is saved as `oauth1.json.bak`. Resolves to the exit code:
 * 0, or 1 if nothing was written, with the reason on stderr. Prints nothing secret.
 * @example
 * ```ts run=alone
 * import { configureCommand } from 'ibkr-web-client'
 *
 * const { stdin, stdout, stderr } = process
 * process.exitCode = await configureCommand(['--help'], { cwd: process.cwd(), stdin, stdout, stderr })
 * ```
 */
export async function configureCommand(argv: readonly string[], io: CommandContext): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--help' || argv[0] === '-h')) {
    io.stdout.write(HELP)
    return 0
  }
  if (argv.length > 0) {
    io.stderr.write(`configure takes no arguments. Try: configure --help\n`)
    return 1
  }
  try {
    const files = await readKeyFiles(io.cwd)
    const { realm, ...strings } = await askForStrings(io)
    const { dhPrime, signature, encryption } = files
    const config: IbkrOauth1Config = { realm, dhPrime, ...strings, signature, encryption }
    await verifyOffline(config)
    await write(io, JSON.stringify(config))
    return 0
  } catch (error) {
    io.stderr.write(`${failureText(error)}\n`)
    return 1
  }
}

async function write(io: CommandContext, content: string): Promise<void> {
  const path = join(io.cwd, OUTPUT)
  const copied = await backUp(path, join(io.cwd, COPY), content)
  await writeOwnerFile(path, content)
  io.stdout.write(`Wrote ${OUTPUT}. Anyone who can read it can trade on your account: keep it safe.\n`)
  if (copied) io.stdout.write(`The previous file is saved as ${COPY}: delete it if you do not need it.\n`)
}

async function askForStrings(
  io: CommandContext,
): Promise<Omit<IbkrOauth1Config, 'dhPrime' | 'encryption' | 'signature'>> {
  const questions = openQuestions(io.stdin, io.stdout)
  try {
    const consumerKey = filled(await questions.ask('Enter Consumer Key: ', false), 'consumer key')
    const accessToken = filled(await questions.ask('Enter Access Token: ', true), 'access token')
    const secret = filled(await questions.ask('Enter Access Token Secret: ', true), 'access token secret')
    return { realm: realmOf(consumerKey), consumerKey, accessToken, accessTokenSecret: secret }
  } finally {
    questions.close()
  }
}

function filled(answer: string, what: string): string {
  if (answer === '') throw new InputEndedError(`The ${what} is empty.`)
  return answer
}

function failureText(error: unknown): string {
  const expected = error instanceof KeyFileError || error instanceof IbkrError || error instanceof InputEndedError
  if (expected) return `${error.message} ${OUTPUT} was not written.`
  return `${OUTPUT} could not be written: ${error instanceof Error ? error.message : String(error)}`
}

/** The input ended before all questions were answered. */
class InputEndedError extends Error {}

/** Asks a user several questions one after another, or reads the answers from a pipe. */
interface Questions {
  /** Returns the trimmed answer. If `hidden`, entered characters are not displayed. */
  ask(prompt: string, hidden: boolean): Promise<string>
  /** Closes the input. To be called after the last question. */
  close(): void
}

function openQuestions(stdin: Readable & { isTTY?: boolean }, stdout: Writable): Questions {
  let visible = true
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (visible) stdout.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: stdin, output: echo, terminal: stdin.isTTY === true, historySize: 0 })
  // The input is read from the start, so that lines that a pipe delivers early are buffered.
  const answers = lines[Symbol.asyncIterator]()
  return {
    async ask(prompt, hidden) {
      lines.setPrompt('')
      stdout.write(prompt)
      visible = !hidden
      const answer = await answers.next()
      visible = true
      if (hidden || stdin.isTTY !== true) stdout.write('\n')
      if (answer.done === true) throw new InputEndedError('The input ended before every question was answered.')
      return String(answer.value).trim()
    },
    close: () => lines.close(),
  }
}

/** Writes a file that only its owner may read, atomically. */
async function writeOwnerFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeFile(draft, content, { encoding: 'utf8', flag: 'wx', mode: 0o600, flush: true })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/**
 * Copies a file before it is replaced; only its owner can read the copy. Returns whether a copy was made. Makes none if
 * the file is missing or already has the new content, so a repeated run does not overwrite the older copy.
 */
async function backUp(path: string, copy: string, content: string): Promise<boolean> {
  const old = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (old === undefined || old === content) return false
  await writeOwnerFile(copy, old)
  return true
}
