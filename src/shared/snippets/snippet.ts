/** A request as it was or would be sent, without secrets: headers with keys and cookies are not part of it. */
export interface SnippetRequest {
  readonly method: string
  /** Canonical path, beginning with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  /** Neither names nor values are encoded. */
  readonly query?: Readonly<Record<string, string>>
  /** JSON text, exactly as it is sent. */
  readonly body?: string
}

/** The server that the request goes to, and the login there. */
export type SnippetProfile =
  /** `baseUrl`: scheme, host and port, such as `https://localhost:5000`; no trailing slash. */
  { readonly kind: 'gateway'; readonly baseUrl: string } | { readonly kind: 'oauth1' } | { readonly kind: 'oauth2' }

/** Code that runs as it is, once its placeholders are set, or the reason why there is none. */
export type Snippet =
  | { readonly kind: 'code'; readonly fileName: string; readonly code: string }
  | { readonly kind: 'impossible'; readonly reason: string }

/**
 * A language or tool. Its snippet is `login`, `call` and `end`; a script has one `call` for each request. Go and C# write the whole
 * program in `call` and have no scripts.
 */
export interface SnippetFormat {
  readonly label: string
  readonly fileName: string
  /** The commands that install what it needs and run the code. */
  readonly run: readonly string[]
  readonly comment: '#' | '//'
  /** Why it cannot write this request for this login. */
  readonly unsupported?: (profile: SnippetProfile, path: string) => string | undefined
  /** Whether the body is written as text. Otherwise it becomes a value of the language, which rounds large numbers. */
  readonly hasTextBody: (profile: SnippetProfile) => boolean
  readonly login?: (profile: SnippetProfile) => readonly string[]
  readonly call: (call: SnippetCall) => readonly string[]
  readonly end?: readonly string[]
}

/** A request prepared for a format. */
export interface SnippetCall {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** JSON text; undefined without a body. */
  readonly body: string | undefined
  readonly profile: SnippetProfile
  /** Scheme, host and port. */
  readonly baseUrl: string
  /** With the encoded query. */
  readonly url: string
}

/** A bearer token is never part of a snippet: it is read from this environment variable. */
export const bearerVariable = 'IBKR_BEARER'

/** Writes one request in a format. */
export function writeSnippet(format: SnippetFormat, request: SnippetRequest, profile: SnippetProfile): Snippet {
  const call = prepareCall(format, request, profile)
  if ('reason' in call) return { kind: 'impossible', reason: call.reason }
  const lines = [...(format.login?.(profile) ?? []), ...format.call(call), ...(format.end ?? []), '']
  return { kind: 'code', fileName: format.fileName, code: lines.join('\n') }
}

/** Checks whether the format can write the request for this login, and prepares it. */
export function prepareCall(
  { unsupported, hasTextBody }: SnippetFormat,
  request: SnippetRequest,
  profile: SnippetProfile,
): SnippetCall | { readonly reason: string } {
  const body = bodyToSend(request)
  const reason = unsupported?.(profile, request.path) ?? (body && bodyProblem(body, hasTextBody(profile)))
  if (reason) return { reason }
  const { method, path, query = {} } = request
  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : 'https://api.ibkr.com'
  return { method, path, query, body, profile, baseUrl, url: baseUrl + path + encodeQuery(query) }
}

/** The body to send: IBKR answers 411 to a POST without a length, and accepts an empty object everywhere. */
export function bodyToSend(request: SnippetRequest): string | undefined {
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

/** The numbers of a JSON text, as they are written. */
function numbersOf(text: string): readonly string[] {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? []
}

/** A whole number that rounding changes, or one that is too large. Decimals are rounded in every language. */
function changesInJavaScript(number: string): boolean {
  const value = Number(number)
  if (!Number.isFinite(value)) return true
  return /^-?\d+$/.test(number) && String(value) !== number && BigInt(number) !== BigInt(value)
}

/** A lone surrogate cannot be sent in any encoding; it becomes the replacement character. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** `?name=value&…`; encodes everything except letters, digits, `-`, `.`, `_` and `~`. Empty without a query. */
function encodeQuery(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function encode(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Whether the server is a gateway with its self-signed certificate. */
export const isSelfSigned = (profile: SnippetProfile): boolean =>
  profile.kind === 'gateway' && profile.baseUrl.startsWith('https:')

/** The lines of a condition. */
export const when = (condition: boolean, ...lines: readonly string[]): readonly string[] => (condition ? lines : [])
