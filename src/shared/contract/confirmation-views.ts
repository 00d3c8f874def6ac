import type { ConfirmationKind } from '../domain/confirmation-labels.ts'

/** How the person confirms. A code is shown outside the page, never to it. */
export type ConfirmationMethod = 'dialog' | 'code' | 'passphrase'

export type ConfirmationView =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'waiting'
      readonly id: string
      readonly what: ConfirmationKind
      /** What is confirmed, in the same words as outside the page. */
      readonly text: string
      readonly method: ConfirmationMethod
      /** ms since epoch; unconfirmed by then, it is refused. */
      readonly expiresAt: number
    }
