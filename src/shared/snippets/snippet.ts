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
export type SnippetProfile =
  /** `baseUrl`: scheme, host and port without a trailing slash, for example `https://localhost:5000`. */
  { readonly kind: 'gateway'; readonly baseUrl: string } | { readonly kind: 'oauth1' } | { readonly kind: 'oauth2' }

/** Code that runs when its placeholders are replaced, or the reason why the format cannot write the request. */
export type Snippet =
  | { readonly kind: 'code'; readonly fileName: string; readonly code: string }
  | { readonly kind: 'impossible'; readonly reason: string }

/**
 * A language or tool. A snippet consists of `login`, `call` and `end`; a script has one `call` per request. Go and C#
 * write the whole program in `call` and do not support scripts.
 */
export interface SnippetFormat {
  readonly label: string
  readonly fileName: string
  /** The commands that install the requirements and run the code. */
  readonly run: readonly string[]
  readonly comment: '#' | '//'
  /** Returns why this format cannot write the request for this login; undefined if it can. */
  readonly unsupported?: (profile: SnippetProfile, path: string) => string | undefined
  /** Whether the body is written as text. Otherwise it becomes a value of the language, which rounds large numbers. */
  readonly hasTextBody: (profile: SnippetProfile) => boolean
  readonly login?: (profile: SnippetProfile) => readonly string[]
  readonly call: (call: PreparedSnippetRequest) => readonly string[]
  readonly end?: readonly string[]
}

/** A request prepared for a format. */
export interface PreparedSnippetRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** The body as JSON text; undefined without a body. */
  readonly body: string | undefined
  readonly profile: SnippetProfile
  /** Scheme, host and port of the server. */
  readonly baseUrl: string
  /** The full URL with the encoded query. */
  readonly url: string
}

/** The environment variable that contains the bearer token; a token is never part of a snippet. */
export const BEARER_TOKEN_VARIABLE = 'IBKR_BEARER'

/** Writes one request in a format. */
export function writeSnippet(format: SnippetFormat, request: SnippetRequest, profile: SnippetProfile): Snippet {
  const call = prepareSnippetRequest(format, request, profile)
  if ('reason' in call) return { kind: 'impossible', reason: call.reason }
  const lines = [...(format.login?.(profile) ?? []), ...format.call(call), ...(format.end ?? []), '']
  return { kind: 'code', fileName: format.fileName, code: lines.join('\n') }
}

/** Checks whether the format can write the request for this login, and prepares it. */
export function prepareSnippetRequest(
  { unsupported, hasTextBody }: SnippetFormat,
  request: SnippetRequest,
  profile: SnippetProfile,
): PreparedSnippetRequest | { readonly reason: string } {
  const body = prepareBody(request)
  const reason = unsupported?.(profile, request.path) ?? (body && bodyProblem(body, hasTextBody(profile)))
  if (reason) return { reason }
  const { method, path, query = {} } = request
  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : 'https://api.ibkr.com'
  return { method, path, query, body, profile, baseUrl, url: baseUrl + path + encodeQuery(query) }
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
