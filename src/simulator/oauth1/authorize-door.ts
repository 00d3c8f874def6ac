import { empty, html } from '../http/answer.ts'
import { type Door, judged } from '../http/door.ts'
import type { RawRequest } from '../http/request-handler.ts'
import type { RequestTokens } from './request-tokens.ts'

const authorizePath = '/authorize'

/**
 * The page on which a user lets a third party in: at IBKR `interactivebrokers.com/authorize`, here on the simulator's own
 * address. Approval goes back to the callback with token and verifier, or shows the verifier where the callback is `oob`.
 */
export function createAuthorizeDoor(tokens: RequestTokens): Door {
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
    // Judged before the token is used up, so that a wrong address can be mended.
    if (target !== undefined && !isCallback(target)) return html(page('<p>redirect_uri is no web address.</p>'), 400)
    const verifier = tokens.approve(token)
    if (target === undefined || verifier === undefined) return unknownToken()
    if (target === 'oob') return html(page(`<p>Verifier: <code id="verifier">${verifier}</code></p>`))
    const location = new URL(target)
    location.searchParams.set('oauth_token', token)
    location.searchParams.set('oauth_verifier', verifier)
    return { ...empty(302), headers: { location: location.href } }
  }

  return (request) => {
    if (request.path !== authorizePath) return undefined
    if (request.method === 'GET') return judged(show(request), 'not-required')
    return request.method === 'POST' ? judged(approve(request), 'not-required') : undefined
  }
}

/** Whether a browser can be sent there: `oob`, or an http or https address. */
export function isCallback(text: string): boolean {
  if (text === 'oob') return true
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}

function unknownToken() {
  return html(page('<p>This request token is unknown, or was approved before.</p>'), 400)
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
