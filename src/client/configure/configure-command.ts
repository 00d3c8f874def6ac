import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { IbkrError } from '../errors/ibkr-error.ts'
import { type IbkrOauth1Config, realmOf } from '../oauth1/oauth1-settings.ts'
import { InputEndedError, openQuestions } from './ask.ts'
import { KeyFileError, readKeyFiles } from './key-files.ts'
import { proveOffline } from './offline-proof.ts'
import { keepCopy, replaceFile } from './replace-file.ts'

const OUTPUT = 'oauth1.json'
const COPY = `${OUTPUT}.bak`

const HELP = `configure: makes ${OUTPUT}, the settings of an OAuth 1.0a login.

Run it where dhparam.pem, private_encryption.pem and private_signature.pem are. It asks for the consumer key, the access
token and the access token secret (a pipe may answer, one line each), proves without a network that everything belongs
together, and writes ${OUTPUT} there for your eyes only. An ${OUTPUT} with other content is kept as ${COPY}.
It takes no arguments. Exit codes: 0 written, 1 something is missing or wrong and nothing was written.
`

/** Where the command runs. */
export interface CommandSurroundings {
  readonly cwd: string
  readonly stdin: Readable & { isTTY?: boolean }
  readonly stdout: Writable
  readonly stderr: Writable
}

/**
 * `configure`: makes `oauth1.json` in the working directory from `dhparam.pem`, `private_encryption.pem`,
 * `private_signature.pem` and three answers; one that was there is kept as `oauth1.json.bak`. Resolves to the exit code: 0,
 * or 1 with the reason on stderr and nothing written. Prints nothing secret.
 */
export async function configureCommand(argv: readonly string[], io: CommandSurroundings): Promise<number> {
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
    await proveOffline(config)
    await write(io, JSON.stringify(config))
    return 0
  } catch (error) {
    io.stderr.write(`${complaint(error)}\n`)
    return 1
  }
}

async function write(io: CommandSurroundings, content: string): Promise<void> {
  const path = join(io.cwd, OUTPUT)
  const copied = await keepCopy(path, join(io.cwd, COPY), content)
  await replaceFile(path, content)
  io.stdout.write(`Wrote ${OUTPUT}. Whoever can read it can trade on your account: keep it safe.\n`)
  if (copied) io.stdout.write(`The one that was there is kept as ${COPY}: delete it if you do not need it.\n`)
}

async function askForStrings(
  io: CommandSurroundings,
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

function complaint(error: unknown): string {
  const expected = error instanceof KeyFileError || error instanceof IbkrError || error instanceof InputEndedError
  if (expected) return `${error.message} ${OUTPUT} was not written.`
  return `${OUTPUT} could not be written: ${error instanceof Error ? error.message : String(error)}`
}
