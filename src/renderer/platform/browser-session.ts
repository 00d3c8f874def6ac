import {
  SESSION_PATH,
  type SessionRequest,
  type SessionResponse,
  START_PATH,
} from '../../shared/rpc/browser-session.ts'

/** Error message for a browser without a valid session secret. */
export const NO_SESSION = 'Open the start address that the console printed in its terminal.'

/** Local storage key of the session secret. Pages on other ports cannot read the secret. */
const KEY = 'ibkr-console.session'

const TIMEOUT_MS = 8_000

let token: string | undefined
/** Session secret of a page in a browser that cannot store it. */
let secretOfPage: string | undefined

/**
 * Returns the stored session secret, or exchanges the token in the address for a new one. Rejects with `NO_SESSION` if
 * the page has neither.
 */
export async function sessionSecret(): Promise<string> {
  token = takeStartToken() ?? token
  const stored = storedSecret()
  if (token !== undefined) {
    const granted = await requestSecret({ token, ...(stored !== undefined && { secret: stored }) })
    token = undefined
    if (granted !== undefined) storeSecret(granted)
  }
  const secret = storedSecret()
  if (secret === undefined) throw new Error(NO_SESSION)
  return secret
}

/** Returns false if the console rejects this secret. */
export async function isSecretKnown(secret: string): Promise<boolean> {
  return (await requestSecret({ secret })) !== undefined
}

/** Requests the session secret. Resolves to undefined if the console refuses. */
async function requestSecret(request: SessionRequest): Promise<string | undefined> {
  const response = await fetch(SESSION_PATH, {
    method: 'POST',
    body: JSON.stringify(request),
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.status === 401) return undefined
  if (!response.ok) throw new Error(`The console returned status ${response.status}.`)
  const { secret } = (await response.json()) as SessionResponse
  return secret
}

/** Removes the token from the address, so that bookmarks do not contain it. */
function takeStartToken(): string | undefined {
  const { pathname, search, hash } = window.location
  if (pathname !== START_PATH) return undefined
  window.history.replaceState(window.history.state, '', `/${hash}`)
  return new URLSearchParams(search).get('token') ?? undefined
}

function storedSecret(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? secretOfPage
  } catch {
    return secretOfPage
  }
}

function storeSecret(secret: string): void {
  secretOfPage = secret
  try {
    localStorage.setItem(KEY, secret)
  } catch {
    // Storage is blocked or full. The page works until the next reload.
  }
}
