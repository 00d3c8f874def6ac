import { IBKR_HOST, parseServerAddress } from '../../client/unpublished.ts'
import { HostError } from '../host-error.ts'

/** Domains of IBKR's own servers. Subdomains are included. */
const IBKR_DOMAINS = ['ibkr.com', 'interactivebrokers.com']

/** Requests a confirmation outside the page. */
export type ConfirmServer = (text: string) => Promise<void>

/** The root of IBKR's own server for OAuth. */
export const IBKR_ROOT = parseServerAddress(IBKR_HOST).root

/** A server that receives the login of a key set, and the server to which the keys belong. */
export interface ServerOfKeySet {
  /** Address of the server; undefined or empty for IBKR's own server. */
  readonly server: string | undefined
  /**
   * Root of the server that the user approved for the keys, or of a server of IBKR at which they were used. Undefined
   * for new keys.
   */
  readonly approved: string | undefined
}

/** Returns the part of an address that an approval covers: scheme, host, port and path prefix. */
const rootOf = (server: string): string => parseServerAddress(server).root

/**
 * Reports whether no confirmation is needed: for IBKR over https, for an approved server, and for this machine with new
 * keys, which are tried with a simulator. Keys that belong to a server are not new: any program of this machine can
 * listen on a port, and use the login that it receives at that server.
 */
export function isServerApproved({ server, approved }: ServerOfKeySet): boolean {
  const { root, secure, loopback } = parseServerAddress(server || IBKR_HOST)
  if (loopback) return approved === undefined || root === approved
  return secure && (root === approved || isIbkrHost(new URL(root).hostname))
}

/** Returns the server to which keys belong after an approved use at a server. */
export function serverAfterUse({ server, approved }: ServerOfKeySet): string | undefined {
  return approved ?? (parseServerAddress(server || IBKR_HOST).loopback ? undefined : IBKR_ROOT)
}

/**
 * Throws if the server is not approved for the keys.
 * @throws HostError `server-not-approved`
 */
export function requireApprovedServer(target: ServerOfKeySet): void {
  if (isServerApproved(target)) return
  throw new HostError(
    'server-not-approved',
    `These keys were not approved for ${rootOf(target.server ?? '')}, so nothing was sent there. Approve the server, or change its address back.`,
  )
}

/**
 * Requests the user's approval if one is needed. Resolves to the server to store as approved. `owner` names the keys
 * for the user; names in it are quoted by `quoteName`.
 * @throws HostError `invalid-input` for a server on another machine without https, and any error of `confirm`
 */
export async function approveServer(
  target: ServerOfKeySet,
  owner: string,
  confirm: ConfirmServer,
): Promise<string | undefined> {
  if (isServerApproved(target)) return serverAfterUse(target)
  const { root, secure, loopback } = parseServerAddress(target.server ?? '')
  if (!secure && !loopback) {
    throw new HostError('invalid-input', `Keys are sent to other computers over https only, not to ${root}.`)
  }
  const recipient = loopback
    ? `${root}. They are used at ${target.approved}, where the program that listens on this port can trade with the login`
    : `${root}, which is not a server of IBKR. The operator of that server can trade with the login`
  await confirm(`Send the login of OAuth keys to ${recipient}. ${owner}.`)
  return root
}

function isIbkrHost(hostname: string): boolean {
  return IBKR_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
}
