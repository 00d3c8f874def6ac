import { defineOperations } from '../define-operations.ts'

/** Token operations. The console calls them itself; a user cannot sign them. */
export const oauthOperations = defineOperations('oauth', [
  {
    id: 'oauth.request-token',
    call: 'POST /v1/api/oauth/request_token',
    effect: 'session',
    notOn: ['gateway', 'oauth2'],
    title: 'Request token (OAuth 1.0a)',
    help: 'First step, for third parties only. Your own keys get an error.',
  },
  {
    id: 'oauth.access-token',
    call: 'POST /v1/api/oauth/access_token',
    effect: 'session',
    notOn: ['gateway', 'oauth2'],
    title: 'Access token (OAuth 1.0a)',
    help: 'Second step, for third parties only. Your own access token is on the registration page.',
  },
  {
    id: 'oauth.live-session-token',
    call: 'POST /v1/api/oauth/live_session_token',
    effect: 'session',
    notOn: ['gateway', 'oauth2'],
    title: 'Live session token (OAuth 1.0a)',
    help: 'A Diffie-Hellman exchange. Its result signs every other call for about a day.',
  },
  {
    id: 'oauth.token',
    call: 'POST /oauth2/api/v1/token',
    effect: 'session',
    title: 'Access token (OAuth 2.0)',
    help: 'Exchanges a signed assertion for a bearer token. Form encoded, not JSON.',
  },
  {
    id: 'oauth.sso-session',
    call: 'POST /gw/api/v1/sso-sessions',
    effect: 'session',
    scopes: ['sso-sessions.write'],
    signedJwt: true,
    title: 'Brokerage session of a user (OAuth 2.0)',
    help: 'Second step of OAuth 2.0: the body is a signed JWT, the response is the bearer token for trading.',
  },
  {
    id: 'oauth.browser-session',
    call: 'POST /gw/api/v1/sso-browser-sessions',
    effect: 'session',
    scopes: ['sso-browser-sessions.write'],
    signedJwt: true,
    title: 'Browser session for a user (OAuth 2.0)',
    help: 'Returns an address that logs a user in to a white-label portal.',
  },
])
