import type { ConfirmationKind } from '../domain/confirmation-labels.ts'

/** How the user confirms an operation. A code is shown outside the page, never in it. */
export type ConfirmationMethod = 'dialog' | 'code' | 'passphrase'

export type ConfirmationView =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'waiting'
      readonly id: string
      readonly what: ConfirmationKind
      /** The description of the operation to confirm, as shown outside the page. */
      readonly text: string
      readonly method: ConfirmationMethod
      /** Time limit in ms since epoch: a later confirmation is refused. */
      readonly expiresAt: number
    }
