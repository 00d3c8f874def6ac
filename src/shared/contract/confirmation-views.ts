/** What a person confirms outside the page: it enables real trading, moves keys, or weakens their protection. */
export type ConfirmationKind = 'arm-live' | 'change-server' | 'export-keys' | 'set-vault-aside' | 'extend-idle-time'

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
