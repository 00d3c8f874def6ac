import { defineOperations, oncePerMinute, oncePerSecond } from '../define-operations.ts'

/** Operations that open, check, extend and end a session. */
export const sessionOperations = defineOperations('session', [
  {
    id: 'session.init',
    call: 'POST /v1/api/iserver/auth/ssodh/init',
    effect: 'session',
    title: 'Open the brokerage session',
    help: 'Send publish as true. With compete, IBKR ends any other brokerage session of this username, including your own TWS.',
    bodyExample: { publish: true, compete: false },
  },
  {
    id: 'session.status',
    call: 'POST /v1/api/iserver/auth/status',
    effect: 'read',
    title: 'Status of the brokerage session',
    help: 'Orders and market data require both authenticated and established to be true.',
    bodyExample: {},
  },
  {
    id: 'session.tickle',
    call: 'POST /v1/api/tickle',
    effect: 'session',
    pacing: oncePerSecond,
    title: 'Keep the session alive',
    help: 'Send it about once a minute. The session field of the response is the cookie for the WebSocket.',
    bodyExample: {},
  },
  {
    id: 'session.validate',
    call: 'GET /v1/api/sso/validate',
    effect: 'read',
    notOn: ['oauth1'],
    pacing: oncePerMinute,
    title: 'Validate the single sign-on session',
    help: 'Returns the user and the age of the session. Not available with OAuth 1.0a.',
  },
  {
    id: 'session.logout',
    call: 'POST /v1/api/logout',
    effect: 'session',
    title: 'Log out',
    help: 'Ends the whole session. A gateway then requires a new login in the browser.',
    bodyExample: {},
  },
  {
    id: 'session.socket',
    call: 'GET /v1/api/ws',
    effect: 'session',
    title: 'Open the WebSocket',
    help: 'The address of the WebSocket. A plain request does nothing: use the stream console.',
  },
])
