import type { ConfirmationKind } from '../domain/confirmation-labels.ts'

/** How the person confirms. A code is shown outside the page, never to it. */
export type ConfirmationMethod = 'dialog' | 'code' | 'passphrase'

export type ConfirmationView =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'waiting'
      readonly id: string
      readonly what: ConfirmationKind
      /** What is confirmed, as shown outside the page. */
      readonly text: string
      readonly method: ConfirmationMethod
      /** ms since epoch; refused unless confirmed by then. */
      readonly expiresAt: number
    }
