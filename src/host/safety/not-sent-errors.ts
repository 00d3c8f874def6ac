import { HostError } from '../host-error.ts'
import { NOT_SENT_DETAIL } from '../upstream/upstream-error.ts'

/**
 * Checks again, right before the first byte leaves, that a request may be sent.
 * @throws HostError if the request may not be sent; nothing was sent
 */
export type SendCheck = () => void

/* Creates an error that states why a write or trading request was not sent. */

export const createNotArmedError = (why: string): HostError =>
  new HostError('not-armed', `Not sent: ${why}`, { detail: NOT_SENT_DETAIL })

export const createDisarmedError = (): HostError =>
  createNotArmedError('the profile was disarmed while the request waited.')

export const createKilledError = (): HostError => createNotArmedError('the kill switch was used.')

export const createOtherProfileError = (why: string): HostError =>
  new HostError('other-profile', `Not sent: ${why}`, { detail: NOT_SENT_DETAIL })

export const createProfileEndedError = (): HostError =>
  createOtherProfileError('another profile was selected, or its own was changed or deleted, while the request waited.')

export const createSessionEndedError = (): HostError =>
  new HostError('session-closed', 'Not sent: the session ended while the request waited.', {
    detail: NOT_SENT_DETAIL,
    retryable: false,
  })

export const createVaultLockedError = (): HostError =>
  new HostError('vault-locked', 'Not sent: the vault was locked while the request waited.', { detail: NOT_SENT_DETAIL })
