import type { SavedRequestContent, SavedVariable } from './schemas.ts'

/** One parameter of a saved request, as in its form. */
export type SavedParameterRow = SavedRequestContent['rows'][number]

/** A request that the user saved. It contains no secret. */
export interface SavedRequest extends SavedRequestContent {
  readonly id: string
}

/**
 * What the explorer stores in the user data folder. `newer`: a newer version of the console wrote the file. The file is
 * then not changed, its content is not shown, and nothing can be saved.
 */
export type SavedRequestsView =
  | {
      readonly kind: 'open'
      /** Ids of the favourite operations. */
      readonly favourites: readonly string[]
      readonly requests: readonly SavedRequest[]
      /** Variables by profile id. */
      readonly variables: Readonly<Record<string, readonly SavedVariable[]>>
      /** Number of requests in the file that only a newer version can read. */
      readonly unread: number
    }
  | { readonly kind: 'newer'; readonly message: string }
