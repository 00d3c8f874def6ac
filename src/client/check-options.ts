import { IbkrError } from './errors/ibkr-error.ts'

/** Whether a value is one that an option takes, and how that is put into words. */
interface OptionKind {
  readonly takes: string
  fits(value: unknown): boolean
}

const aPositiveNumber: OptionKind = {
  takes: 'a finite number above 0',
  // Null always meant the default.
  fits: (value) => value === null || (typeof value === 'number' && Number.isFinite(value) && value > 0),
}

const zeroOrMore: OptionKind = {
  takes: 'a number that is 0 or more',
  fits: (value) => value === null || (typeof value === 'number' && value >= 0),
}

function oneOf(...words: readonly string[]): OptionKind {
  return { takes: words.join(' or '), fits: (value) => words.some((word) => word === value) }
}

const trueOrFalse: OptionKind = { takes: 'true or false', fits: (value) => typeof value === 'boolean' }

/** Told by what it can do: one of another realm is one as well. */
const anAbortSignal: OptionKind = {
  takes: 'an AbortSignal',
  fits: (value) => has(value, 'addEventListener') && has(value, 'removeEventListener') && 'aborted' in Object(value),
}

const aLogger: OptionKind = {
  takes: 'an object with the functions debug and warn',
  fits: (value) => has(value, 'debug') && has(value, 'warn'),
}

const CLIENT_OPTIONS: Readonly<Record<string, OptionKind>> = {
  timeout: aPositiveNumber,
  connectTimeout: aPositiveNumber,
  maxConnections: aPositiveNumber,
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
}

const CONNECT_OPTIONS: Readonly<Record<string, OptionKind>> = {
  heartbeatTimeout: aPositiveNumber,
  tickleEvery: aPositiveNumber,
  timelineLimit: zeroOrMore,
  socket: trueOrFalse,
  signal: anAbortSignal,
}

const REQUEST_FIELDS: Readonly<Record<string, OptionKind>> = {
  path: { takes: 'a text', fits: (value) => typeof value === 'string' },
  timeout: aPositiveNumber,
  signal: anAbortSignal,
  priority: oneOf('high', 'normal', 'low'),
}

/** @throws IbkrError `config-invalid`, naming the option and what it takes; names that are not known are let be */
export function checkClientOptions(options: unknown): void {
  check('the client', options, CLIENT_OPTIONS)
}

/** @throws IbkrError `config-invalid`, likewise */
export function checkConnectOptions(options: unknown): void {
  check('connect()', options, CONNECT_OPTIONS)
}

/** @throws IbkrError `config-invalid`, likewise; also where the path is missing */
export function checkRequest(input: unknown): void {
  check('a request', input, REQUEST_FIELDS)
  if (Reflect.get(Object(input), 'path') === undefined) {
    throw new IbkrError('config-invalid', 'A request has no path: it takes a text.')
  }
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

/** Never a text itself: it may be a secret that came to the wrong place. */
function inWords(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return typeof value === 'string' ? 'a text' : `something else (${typeof value})`
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function'
}
