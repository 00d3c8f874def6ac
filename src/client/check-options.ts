import type { IbkrClientOptions } from './client-options.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import type { Logger } from './logger.ts'
import { nearName, unknownNames } from './near-name.ts'
import {
  aDispatcher,
  aFunction,
  aHeaderText,
  aLogger,
  aNumber,
  anAbortSignal,
  anAddressOrFalse,
  aPassphrase,
  aPositiveNumber,
  aText,
  aTextOrNull,
  aWholeNumber,
  type OptionKind,
  oneOf,
  texts,
  trueOrFalse,
  withFunctions,
  zeroOrMore,
} from './option-kinds.ts'
import type { QuestionOptions } from './orders/place-orders.ts'
import type { ConnectOptions, SupervisedRequestOptions } from './session/session-supervisor.ts'

const CLIENT_OPTIONS: Readonly<Record<keyof IbkrClientOptions, OptionKind>> = {
  baseUrl: aTextOrNull,
  timeout: aPositiveNumber,
  connectTimeout: aPositiveNumber,
  maxConnections: aWholeNumber,
  maxBodyBytes: aPositiveNumber,
  maxFrameBytes: aPositiveNumber,
  maxQueuedFrames: aPositiveNumber,
  maxSocketAttempts: zeroOrMore,
  socketSilenceTimeout: aPositiveNumber,
  pacing: trueOrFalse,
  signal: anAbortSignal,
  logger: aLogger,
  queryPractice: oneOf('joined', 'omitted', 'in-url'),
  sessionCookie: oneOf('plain', 'json'),
  userAgent: aHeaderText,
  keyPassphrase: aPassphrase,
  pinnedCertificateSha256: aText,
  onFirstCertificate: aFunction,
  certificateAuthorities: texts,
  proxy: anAddressOrFalse,
  dangerouslyAcceptAnyCertificate: trueOrFalse,
  dispatcher: aDispatcher,
  fetch: aFunction,
  clock: withFunctions('an object', 'now', 'monotonic', 'after'),
  random: withFunctions('an object', 'bytes', 'fraction'),
}

const CONNECT_OPTIONS: Readonly<Record<keyof ConnectOptions, OptionKind>> = {
  heartbeatTimeout: aPositiveNumber,
  tickleEvery: aPositiveNumber,
  timelineLimit: zeroOrMore,
  socket: trueOrFalse,
  signal: anAbortSignal,
}

/** Names that are not known are let be, as `ibkr-client` does. */
const REQUEST_FIELDS: Readonly<Record<string, OptionKind>> = {
  path: { takes: 'a text', fits: (value) => typeof value === 'string' },
  timeout: aPositiveNumber,
  signal: anAbortSignal,
  priority: oneOf('high', 'normal', 'low'),
  onWait: aFunction,
  beforeSend: aFunction,
  raw: trueOrFalse,
  strict: trueOrFalse,
  jwt: trueOrFalse,
  maxBytes: aPositiveNumber,
}

const SUPERVISED_OPTIONS: Readonly<Record<keyof SupervisedRequestOptions, OptionKind>> = {
  safe: trueOrFalse,
  explicit: trueOrFalse,
}

const BOUNDED_OPTIONS: Readonly<Record<string, OptionKind>> = { limit: aNumber }

const QUESTION_OPTIONS: Readonly<Record<keyof QuestionOptions, OptionKind>> = {
  mostAnswers: zeroOrMore,
  signal: anAbortSignal,
}

/**
 * Of a name that is not known the logger is told: it has no effect.
 * @throws IbkrError `config-invalid`, naming the option and what it takes; also for a name that is nearly that of an option
 */
export function checkClientOptions(options: IbkrClientOptions): void {
  check('the client', options, CLIENT_OPTIONS)
  if (options.fetch !== undefined && options.dispatcher !== undefined) {
    throw new IbkrError('config-invalid', 'The options fetch and dispatcher of the client exclude each other.')
  }
  checkNames('the client', options, CLIENT_OPTIONS, options.logger)
}

/** @throws IbkrError `config-invalid`, likewise */
export function checkConnectOptions(options: ConnectOptions, logger: Logger | undefined): void {
  check('connect()', options, CONNECT_OPTIONS)
  checkNames('connect()', options, CONNECT_OPTIONS, logger)
}

/** @throws IbkrError `config-invalid`, likewise; also where the path is missing. Names are let be. */
export function checkRequest(input: unknown): void {
  check('a request', input, REQUEST_FIELDS)
  if (Reflect.get(Object(input), 'path') === undefined) {
    throw new IbkrError('config-invalid', 'A request has no path: it takes a text.')
  }
}

/** @throws IbkrError `config-invalid`, likewise: what is repeated hangs on it */
export function checkSupervisedOptions(options: unknown): void {
  check("a session's request", options, SUPERVISED_OPTIONS)
}

/** @throws IbkrError `config-invalid`, likewise */
export function checkQuestionOptions(options: unknown): void {
  check('the questions', options, QUESTION_OPTIONS)
}

/** @throws IbkrError `config-invalid`, likewise */
export function checkBoundedOptions(options: unknown): void {
  check('boundedValues()', options, BOUNDED_OPTIONS)
}

function check(whose: string, options: unknown, kinds: Readonly<Record<string, OptionKind>>): void {
  if (typeof options !== 'object' || options === null) {
    throw new IbkrError('config-invalid', `The options of ${whose} are an object, not ${inWords(options)}.`)
  }
  const given = new Map<string, unknown>(Object.keys(kinds).map((name) => [name, Reflect.get(options, name)]))
  for (const [name, { takes, fits }] of Object.entries(kinds)) {
    const value = given.get(name)
    if (value !== undefined && !fits(value)) {
      throw new IbkrError('config-invalid', `The option ${name} of ${whose} takes ${takes}, not ${inWords(value)}.`)
    }
  }
}

function checkNames(
  whose: string,
  options: object,
  kinds: Readonly<Record<string, OptionKind>>,
  logger: Logger | undefined,
): void {
  const known = Object.keys(kinds)
  for (const name of unknownNames(options, known)) {
    const near = nearName(name, known)
    const unknown = `There is no option ${JSON.stringify(name.slice(0, 60))} of ${whose}`
    if (near !== undefined) throw new IbkrError('config-invalid', `${unknown}: did you mean ${near}?`)
    logger?.warn(`${unknown}: it has no effect. docs/client/options.md has them all.`)
  }
}

/** Never a text itself: it may be a secret that came to the wrong place. */
function inWords(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return typeof value === 'string' ? 'a text' : `something else (${typeof value})`
}
