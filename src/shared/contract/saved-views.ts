import type { HttpMethod } from '../domain/requests.ts'

/** One parameter of a saved request, as it stood in the form. */
export interface SavedRow {
  readonly place: 'path' | 'query'
  readonly name: string
  readonly value: string
  readonly enabled: boolean
}

/** A request that somebody gave a name. No secret is in it. */
export interface SavedRequest {
  readonly id: string
  /** Empty: in none. */
  readonly folder: string
  readonly name: string
  readonly method: HttpMethod
  readonly path: string
  readonly rows: readonly SavedRow[]
  readonly body: string
}

export interface SavedVariable {
  readonly name: string
  readonly value: string
}

/**
 * What the explorer keeps in the user data folder. `newer`: the file is of a newer version of the console, and is left alone:
 * nothing of it is shown and nothing can be kept.
 */
export type SavedView =
  | {
      readonly kind: 'open'
      /** Ids of operations. */
      readonly favourites: readonly string[]
      readonly requests: readonly SavedRequest[]
      /** By the id of the profile. */
      readonly variables: Readonly<Record<string, readonly SavedVariable[]>>
      /** Requests that only a newer version can read: they stay in the file. */
      readonly unread: number
    }
  | { readonly kind: 'newer'; readonly message: string }
