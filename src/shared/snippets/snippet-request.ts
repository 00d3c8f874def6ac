/** A request as it was or would be sent, without anything secret: headers with keys and cookies are not part of it. */
export interface SnippetRequest {
  readonly method: string
  /** Canonical path, beginning with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  /** Neither names nor values are encoded. */
  readonly query?: Readonly<Record<string, string>>
  /** JSON text, exactly as it goes over the wire. */
  readonly body?: string
}

/** Where the request goes and how the caller is known there. */
export type SnippetProfile =
  /** `baseUrl`: scheme, host and port, such as `https://localhost:5000`; no trailing slash. */
  { readonly kind: 'gateway'; readonly baseUrl: string } | { readonly kind: 'oauth1' } | { readonly kind: 'oauth2' }

/** A piece of code that runs as it stands once its placeholders are set, or why there is none. */
export type Snippet =
  | { readonly kind: 'code'; readonly language: SnippetLanguage; readonly fileName: string; readonly code: string }
  | { readonly kind: 'impossible'; readonly reason: string }

export type SnippetLanguage = 'bash' | 'javascript' | 'typescript' | 'python' | 'go' | 'csharp'

/** Where IBKR's own servers answer, for profiles without a gateway. */
export const directUrl = 'https://api.ibkr.com'

/** A bearer token never stands in a snippet: it is read from this environment variable. */
export const bearerVariable = 'IBKR_BEARER'

/** The body to send: IBKR answers 411 to a POST without a length, and an empty object is what it takes everywhere. */
export function bodyToSend(request: SnippetRequest): string | undefined {
  if (request.body !== undefined && request.body.trim() !== '') return request.body
  return request.method === 'POST' ? '{}' : undefined
}

/** The value of a body, or `undefined` when the text is not JSON. */
export function parseBody(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** The answer for a body that is not JSON. */
export const bodyIsNotJson: Snippet = {
  kind: 'impossible',
  reason: 'The body is not valid JSON yet: correct it in the editor first.',
}

/** Why a body cannot stand in a program as a value of its language, or undefined when it can, or there is none. */
export function bodyFlaw(request: SnippetRequest): Snippet | undefined {
  const text = bodyToSend(request)
  if (text === undefined) return undefined
  if (parseBody(text) === undefined) return bodyIsNotJson
  const number = numbersOf(text).find(changesInJavaScript)
  if (number === undefined) return undefined
  return { kind: 'impossible', reason: `The number ${number} of the body would be changed: only curl keeps the text.` }
}

/** The numbers of a JSON text as they stand there. */
function numbersOf(text: string): readonly string[] {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? []
}

/** A whole number that is written differently once it was rounded, or one beyond all bounds. Decimals are rounded everywhere. */
function changesInJavaScript(number: string): boolean {
  const value = Number(number)
  if (!Number.isFinite(value)) return true
  return /^-?\d+$/.test(number) && String(value) !== number && BigInt(number) !== BigInt(value)
}

/** A lone half of a surrogate pair cannot be sent in any encoding; it becomes the replacement character. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')
