/**
 * Actions that the user confirms outside the page, because they enable real trading, move keys, or weaken their
 * protection.
 */
export type ConfirmationKind =
  | 'arm-live'
  | 'change-server'
  | 'export-keys'
  | 'archive-vault'
  | 'extend-idle-time'
  | 'loosen-guard-rails'
  | 'cancel-without-arming'

/** Title and button of each confirmation, in the desktop's dialog and in the page. */
export const CONFIRMATION_LABELS: Readonly<
  Record<ConfirmationKind, { readonly title: string; readonly button: string }>
> = {
  'arm-live': { title: 'Arm this LIVE profile?', button: 'Arm LIVE' },
  'change-server': { title: 'Send the login to this server?', button: 'Approve server' },
  'export-keys': { title: 'Export the keys in plain text?', button: 'Export keys' },
  'archive-vault': { title: 'Archive the vault and its keys?', button: 'Archive' },
  'loosen-guard-rails': { title: 'Loosen the guard rails?', button: 'Loosen limits' },
  'cancel-without-arming': { title: 'Allow cancels without arming?', button: 'Allow cancels' },
  'extend-idle-time': { title: 'Keep the vault open for longer?', button: 'Extend' },
}
