import {
  SESSION_PATH,
  type SessionRequest,
  type SessionResponse,
  START_PATH,
} from '../../shared/rpc/browser-session.ts'

/** There is no valid secret in this browser. */
export const NO_SESSION = 'Open the start address that it printed in its terminal.'

/** Every page of this origin reads it, after a reload and in a new tab too; a page of another port cannot. */
const KEY = 'ibkr-console.session'

const TIMEOUT_MS = 8_000

let token: string | undefined
/** Where the browser stores nothing: until the page is reloaded. */
let secretOfPage: string | undefined

/** The secret that opens the socket: from this browser, or in exchange for the token in the address. Rejects with `NO_SESSION`. */
export async function sessionSecret(): Promise<string> {
  token = takeStartToken() ?? token
  const stored = storedSecret()
  if (token !== undefined) {
    const granted = await askForSecret({ token, ...(stored !== undefined && { secret: stored }) })
    token = undefined
    if (granted !== undefined) storeSecret(granted)
  }
  const secret = storedSecret()
  if (secret === undefined) throw new Error(NO_SESSION)
  return secret
}

/** False where the console says that it does not know this secret. */
export async function isSecretKnown(secret: string): Promise<boolean> {
  return (await askForSecret({ secret })) !== undefined
}

/** Undefined where it is refused. */
async function askForSecret(request: SessionRequest): Promise<string | undefined> {
  const response = await fetch(SESSION_PATH, {
    method: 'POST',
    body: JSON.stringify(request),
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.status === 401) return undefined
  if (!response.ok) throw new Error(`The console answered with status ${response.status}.`)
  const { secret } = (await response.json()) as SessionResponse
  return secret
}

/** Takes the token out of the address, so that it is in no bookmark and no reload. */
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
    // Storage is blocked or full: the page works until it is reloaded.
  }
}
