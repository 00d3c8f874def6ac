/** A request that was sent or could be sent, without headers that contain keys or cookies. */
export interface SnippetRequest {
  readonly method: string
  /** The canonical path, beginning with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  /** Query parameters; names and values are not encoded. */
  readonly query?: Readonly<Record<string, string>>
  /** The request body, as the JSON text that is sent. */
  readonly body?: string
}

/** The server of the request, and its kind of login. */
export interface SnippetProfile {
  readonly kind: 'gateway' | 'oauth1' | 'oauth2'
  /**
   * Scheme, host and port, and the path of a reverse proxy, without a trailing slash: `https://localhost:5000`. Every
   * snippet states it, because a login that is sent elsewhere can place orders there.
   */
  readonly baseUrl: string
  /** How to run the program against a simulator at `baseUrl`. Only Practice has one. */
  readonly simulator?: SnippetSimulator
}

/** A simulator that is started for one program. */
interface SnippetSimulator {
  /** Starts the simulator, and then the command that follows. */
  readonly command: string
  /** How to install the command; absent if it is installed. */
  readonly installation?: string
}

/** IBKR's own server for OAuth clients. */
export const IBKR_URL = 'https://api.ibkr.com'

/** A program, or the reason why the format cannot write the request. */
export type Snippet =
  | {
      readonly kind: 'code'
      readonly fileName: string
      readonly code: string
      /** The commands that install the requirements and run the code. */
      readonly run: readonly string[]
    }
  | { readonly kind: 'impossible'; readonly reason: string }

/**
 * A language or tool. A snippet consists of `login`, `call` and `end`; a script has one `call` per request. Go and C#
 * write the whole program in `call` and do not support scripts.
 */
export interface SnippetFormat {
  readonly label: string
  readonly fileName: string
  /** The commands that install the requirements and run the code; the last one runs it. */
  readonly run: readonly [...string[], string]
  readonly comment: '#' | '//'
  /** Returns why this format cannot write the request for this login; undefined if it can. */
  readonly unsupported?: (profile: SnippetProfile, path: string) => string | undefined
  /** Whether the body is written as text. Otherwise it becomes a value of the language, which rounds large numbers. */
  readonly hasTextBody: (profile: SnippetProfile) => boolean
  readonly login?: (profile: SnippetProfile) => readonly string[]
  readonly call: (call: PreparedSnippetRequest) => readonly string[]
  readonly end?: readonly string[]
  /** Whether the code does not check the response to an order. A comment then states that. */
  readonly ignoresQuestions?: true
}

/** A request prepared for a format. */
export interface PreparedSnippetRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** The body as JSON text; undefined without a body. */
  readonly body: string | undefined
  readonly profile: SnippetProfile
  /** The full URL with the encoded query. */
  readonly url: string
  /**
   * Whether the snippet exits with an error unless IBKR accepted the order, because IBKR sends questions and rejections
   * with status 200. Only for a single request.
   */
  readonly checksOrder?: boolean
}

const HOW_TO_CONFIRM =
  'To confirm a question, send {"confirmed": true} to POST /v1/api/iserver/reply/ID, with the id of the question.'

/** What a snippet prints if IBKR accepted no order: neither a new one, nor a change or a reply. */
export const NOT_ACCEPTED = `Not accepted: IBKR asks a question or rejects the request; see the response above. ${HOW_TO_CONFIRM}`

const UNCHECKED = `This code does not check the response: IBKR may ask a question, or reject the request with status 200. ${HOW_TO_CONFIRM}`

/** Reports whether IBKR may respond with a question instead of placing or changing an order. */
const mayAsk = ({ method, path }: SnippetRequest): boolean =>
  method === 'POST' && /^\/v1\/api\/iserver\/(?:account\/[^/]+\/orders?(?:\/\d+)?|reply\/[^/]+)$/.test(path)

/** Comment beside the code that reads the keys of an OAuth 1.0a login. */
export const OAUTH1_FILE_COMMENT =
  'oauth1.json contains your keys: "Export oauth1.json..." in the Keys section of the profile writes it.'

/** The environment variable that contains the bearer token; a token is never part of a snippet. */
export const BEARER_TOKEN_VARIABLE = 'IBKR_BEARER'

/** Writes one request in a format. */
export function writeSnippet(format: SnippetFormat, request: SnippetRequest, profile: SnippetProfile): Snippet {
  const call = prepareSnippetRequest(format, request, profile)
  if ('reason' in call) return { kind: 'impossible', reason: call.reason }
  const { fileName, comment } = format
  const checksOrder = mayAsk(request)
  const run = createRunCommands(format, profile, fileName)
  const lines = [
    ...simulatorLines(format, profile, run),
    ...(format.login?.(profile) ?? []),
    ...linesIf(checksOrder && format.ignoresQuestions === true, `${comment} ${UNCHECKED}`),
    ...format.call({ ...call, checksOrder }),
    ...(format.end ?? []),
    '',
  ]
  return { kind: 'code', fileName, code: lines.join('\n'), run }
}

/** Returns the commands that install the requirements and run the code in the file. */
export function createRunCommands(
  format: SnippetFormat,
  { simulator }: SnippetProfile,
  fileName: string,
): readonly string[] {
  const last = format.run.length - 1
  return format.run.map((command, index) => {
    if (index < last) return command
    const run = command.replace(format.fileName, fileName)
    return simulator === undefined ? run : `${simulator.command} ${run}`
  })
}

/** Returns a comment with the command that runs the code against a simulator; none for other servers. */
export function simulatorLines(
  { comment }: SnippetFormat,
  { simulator }: SnippetProfile,
  run: readonly string[],
): readonly string[] {
  if (simulator === undefined) return []
  const { installation } = simulator
  return [
    `${comment} This command starts a simulator and sends the request to it:`,
    `${comment}   ${run.at(-1)}`,
    ...(installation === undefined ? [] : [`${comment} ${installation}`]),
  ]
}

/** Checks whether the format can write the request for this login, and prepares it. */
export function prepareSnippetRequest(
  { unsupported, hasTextBody }: SnippetFormat,
  request: SnippetRequest,
  profile: SnippetProfile,
): PreparedSnippetRequest | { readonly reason: string } {
  const body = prepareBody(request)
  const { method, path, query = {} } = request
  const reason =
    simulatorProblem(profile, path) ?? unsupported?.(profile, path) ?? (body && bodyProblem(body, hasTextBody(profile)))
  if (reason) return { reason }
  return { method, path, query, body, profile, url: profile.baseUrl + path + encodeQuery(query) }
}

function simulatorProblem({ simulator }: SnippetProfile, path: string): string | undefined {
  return simulator === undefined || path.startsWith('/v1/api/')
    ? undefined
    : 'A snippet of Practice runs on a simulated gateway, which serves only paths below /v1/api/.'
}

/**
 * Returns the body to send. IBKR responds with 411 to a POST without a length, and accepts an empty object for every
 * operation.
 */
export function prepareBody(request: SnippetRequest): string | undefined {
  if (request.body !== undefined && request.body.trim() !== '') return request.body
  return request.method === 'POST' ? '{}' : undefined
}

function bodyProblem(text: string, isText: boolean): string | undefined {
  try {
    JSON.parse(text)
  } catch {
    return 'The body is not valid JSON. Correct it in the editor first.'
  }
  const number = isText ? undefined : numbersOf(text).find(changesInJavaScript)
  return number && `The number ${number} of the body would be changed in this language. Use curl, which keeps it.`
}

/** Returns the numbers in a JSON string, as written. */
function numbersOf(text: string): readonly string[] {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? []
}

/**
 * Reports whether JavaScript would change a number: a whole number that it rounds, or one that is too large. Decimals
 * are rounded in every language.
 */
function changesInJavaScript(number: string): boolean {
  const value = Number(number)
  if (!Number.isFinite(value)) return true
  return /^-?\d+$/.test(number) && String(value) !== number && BigInt(number) !== BigInt(value)
}

/** Replaces lone surrogates, which no encoding can represent, with the replacement character. */
export const replaceLoneSurrogates = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/**
 * Writes `?name=value&…` and encodes everything except letters, digits, `-`, `.`, `_` and `~`. Empty without a query.
 */
function encodeQuery(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function encode(text: string): string {
  return encodeURIComponent(replaceLoneSurrogates(text)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Reports whether the server is a gateway with a self-signed certificate. */
export const isSelfSigned = (profile: SnippetProfile): boolean =>
  profile.kind === 'gateway' && profile.baseUrl.startsWith('https:')

/** Returns the lines if the condition is true, otherwise no lines. */
export const linesIf = (condition: boolean, ...lines: readonly string[]): readonly string[] => (condition ? lines : [])
