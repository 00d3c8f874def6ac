import { randomBytes } from 'node:crypto'
import type { Endpoint } from '../http/entry-point.ts'
import type { RawRequest } from '../http/request.ts'
import { createEmptyResponse, html, toRequestOutcome } from '../http/response.ts'
import type { RefusalReason } from './error-responses.ts'

/** Request tokens of third parties. A user approves each token once, and each token is exchanged once. */
export interface RequestTokens {
  /** Issues a token of 20 hex digits. `callback` is an address or `oob`. */
  issue(callback: string): string
  /**
   * Returns the callback to redirect to after the approval. Returns undefined for an unknown token or an approved
   * token.
   */
  awaiting(token: string): { readonly callback: string } | undefined
  /** Approves a token and returns the verifier (20 hex digits). Returns undefined if `awaiting` does. */
  approve(token: string): string | undefined
  /** Returns why token and verifier cannot be exchanged. Does not use up the token. */
  rejectionReason(token: string, verifier: string): RefusalReason | undefined
  use(token: string): void
}

type TokenStage =
  | { readonly kind: 'asked' }
  | { readonly kind: 'approved'; readonly verifier: string }
  | { readonly kind: 'used' }

const tokenLimit = 1000

/** Creates the store of the newest 1,000 request tokens. */
export function createRequestTokens(): RequestTokens {
  const entries = new Map<string, { readonly callback: string; state: TokenStage }>()
  const awaiting = (token: string) => {
    const entry = entries.get(token)
    return entry?.state.kind === 'asked' ? entry : undefined
  }
  return {
    issue: (callback) => {
      const token = randomBytes(10).toString('hex')
      entries.set(token, { callback, state: { kind: 'asked' } })
      const [oldest] = entries.keys()
      if (entries.size > tokenLimit && oldest !== undefined) entries.delete(oldest)
      return token
    },
    awaiting,
    approve: (token) => {
      const entry = awaiting(token)
      if (entry === undefined) return undefined
      const verifier = randomBytes(10).toString('hex')
      entry.state = { kind: 'approved', verifier }
      return verifier
    },
    rejectionReason: (token, verifier) => {
      const state = entries.get(token)?.state
      if (state === undefined) return 'request-token-unknown'
      if (state.kind === 'asked') return 'request-token-not-approved'
      if (state.kind === 'used') return 'request-token-used'
      return state.verifier === verifier ? undefined : 'verifier-wrong'
    },
    use: (token) => {
      const entry = entries.get(token)
      if (entry !== undefined) entry.state = { kind: 'used' }
    },
  }
}

const authorizePath = '/authorize'

/**
 * Creates the page on which a user grants access to a third party: at IBKR `interactivebrokers.com/authorize`, here on
 * the simulator's own address. After the approval the page redirects to the callback with token and verifier, or shows
 * the verifier if the callback is `oob`.
 */
export function createAuthorizeEndpoint(tokens: RequestTokens): Endpoint {
  function show({ query }: RawRequest) {
    const asked = new URLSearchParams(query)
    const token = asked.get('oauth_token') ?? ''
    return tokens.awaiting(token) === undefined
      ? unknownToken()
      : html(question(token, asked.get('redirect_uri') ?? ''))
  }

  function approve(request: RawRequest) {
    const form = request.body.kind === 'form' ? request.body.pairs : new URLSearchParams()
    const token = form.get('oauth_token') ?? ''
    const target = form.get('redirect_uri') || tokens.awaiting(token)?.callback
    // Check the address before the token is used up, so that a wrong address can be corrected.
    if (target !== undefined && !isCallback(target)) return html(page('<p>redirect_uri is not a web address.</p>'), 400)
    const verifier = tokens.approve(token)
    if (target === undefined || verifier === undefined) return unknownToken()
    if (target === 'oob') return html(page(`<p>Verifier: <code id="verifier">${verifier}</code></p>`))
    const location = new URL(target)
    location.searchParams.set('oauth_token', token)
    location.searchParams.set('oauth_verifier', verifier)
    return { ...createEmptyResponse(302), headers: { location: location.href } }
  }

  return (request) => {
    if (request.path !== authorizePath) return undefined
    if (request.method === 'GET') return toRequestOutcome(show(request), 'not-required')
    return request.method === 'POST' ? toRequestOutcome(approve(request), 'not-required') : undefined
  }
}

/** Reports whether a browser can be redirected to a callback: `oob`, or an http or https address. */
export function isCallback(text: string): boolean {
  if (text === 'oob') return true
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}

function unknownToken() {
  return html(page('<p>This request token is unknown or already approved.</p>'), 400)
}

function question(token: string, redirectUri: string): string {
  return page(`<p>A third party asks to trade for the simulated user. Nothing leaves this machine.</p>
<form method="post" action="${authorizePath}">
<input type="hidden" name="oauth_token" value="${escapeHtml(token)}"><input type="hidden" name="redirect_uri" value="${escapeHtml(redirectUri)}">
<button type="submit">Approve</button></form>`)
}

function page(content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Simulated authorization</title></head><body><h1>Simulated authorization</h1>
${content}</body></html>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
