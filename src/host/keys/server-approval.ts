import { IBKR_HOST, parseServerAddress } from '../../client/unpublished.ts'
import { HostError } from '../host-error.ts'

/** Domains of IBKR's own servers. Subdomains are included. */
const IBKR_DOMAINS = ['ibkr.com', 'interactivebrokers.com']

/** Requests a confirmation outside the page. */
export type ConfirmServer = (text: string) => Promise<void>

/** A server that receives the login of a key set, and the server that the user approved for the key set. */
export interface ServerOfKeySet {
  /** Address of the server; undefined or empty for IBKR's own server. */
  readonly server: string | undefined
  readonly approved: string | undefined
}

/** Returns the part of an address that an approval covers: scheme, host, port and path prefix. */
const rootOf = (server: string): string => parseServerAddress(server).root

/**
 * Reports whether no confirmation is needed: for IBKR over https, for this machine (the simulator), and for an approved
 * server.
 */
export function isServerApproved({ server, approved }: ServerOfKeySet): boolean {
  const { root, secure, loopback } = parseServerAddress(server || IBKR_HOST)
  return loopback || (secure && (root === approved || isIbkrHost(new URL(root).hostname)))
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
 * @throws HostError `invalid-input` for a server without https, and any error of `confirm`
 */
export async function approveServer(
  target: ServerOfKeySet,
  owner: string,
  confirm: ConfirmServer,
): Promise<string | undefined> {
  if (isServerApproved(target)) return target.approved
  const root = rootOf(target.server ?? '')
  if (!root.startsWith('https:')) {
    throw new HostError('invalid-input', `Keys are sent to other computers over https only, not to ${root}.`)
  }
  await confirm(
    `Send the login of OAuth keys to ${root}, which is not a server of IBKR. The operator of that server can trade with the login. ${owner}.`,
  )
  return root
}

function isIbkrHost(hostname: string): boolean {
  return IBKR_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
}
