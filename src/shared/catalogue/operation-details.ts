import type { Field, Shape } from './shape.ts'

/**
 * The body of a request.
 * - `json`: the usual kind; `shape` may be a list.
 * - `form`: `application/x-www-form-urlencoded`.
 * - `jwt`: the fields are claims of a JSON web token, signed with the private key of the OAuth 2.0 login, and sent as
 * text.
 * - `text`: plain text.
 * - `unknown`: undocumented; edited as text.
 */
export type BodyDetails =
  | { readonly kind: 'json'; readonly required: boolean; readonly shape: Shape }
  | { readonly kind: 'form'; readonly fields: readonly Field[] }
  | { readonly kind: 'jwt'; readonly shape: Shape }
  | { readonly kind: 'text'; readonly help: string }
  | { readonly kind: 'unknown' }

/**
 * The approximate form of a successful response.
 * - `object`: `rows` is the dotted path to its main list, such as `data.user_lists`.
 * - `objects`: an array of objects, shown as a table. `values`: an array of plain values.
 * - `map`: an object with data as its keys; `keys` describes the keys.
 * - `text`, `html`, `binary` (with its media types), `empty`.
 * - `unknown`: undocumented.
 */
export type ResponseDetails =
  | { readonly kind: 'object'; readonly rows?: string }
  | { readonly kind: 'objects' }
  | { readonly kind: 'values' }
  | { readonly kind: 'map'; readonly keys: string }
  | { readonly kind: 'text' }
  | { readonly kind: 'html' }
  | { readonly kind: 'binary'; readonly mediaTypes: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' }

/**
 * The request and response of an operation in detail, for the form, the response pane and the search. Loaded for a
 * whole area.
 */
export interface OperationDetails {
  /** Absent if the call has no body. A POST without a body is sent with `{}`, because IBKR requires a length. */
  readonly body?: BodyDetails
  readonly response: ResponseDetails
}

/** The details of operations, by operation id. */
export type DetailsById = Readonly<Record<string, OperationDetails>>
