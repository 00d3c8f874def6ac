import { oncePerMinute, oncePerSecond, operationsIn } from '../define-operations.ts'

/** Opening, watching, keeping and ending a session. */
export const sessionOperations = operationsIn('session', [
  {
    id: 'session.init',
    call: 'POST /v1/api/iserver/auth/ssodh/init',
    effect: 'session',
    title: 'Open the brokerage session',
    help: 'Publish must be true; compete true throws out whoever holds the brokerage session of this username, your own TWS included.',
    bodyExample: { publish: true, compete: false },
  },
  {
    id: 'session.status',
    call: 'POST /v1/api/iserver/auth/status',
    effect: 'read',
    title: 'Status of the brokerage session',
    help: 'Orders and market data need both authenticated and established to be true.',
    bodyExample: {},
  },
  {
    id: 'session.tickle',
    call: 'POST /v1/api/tickle',
    effect: 'session',
    pacing: oncePerSecond,
    title: 'Keep the session alive',
    help: 'Send it about once a minute; the session field of the answer is the cookie that the socket needs.',
    bodyExample: {},
  },
  {
    id: 'session.validate',
    call: 'GET /v1/api/sso/validate',
    effect: 'read',
    notOn: ['oauth1'],
    pacing: oncePerMinute,
    title: 'Check the single sign-on',
    help: 'Tells who is logged in and for how long; not available under OAuth 1.0a.',
  },
  {
    id: 'session.logout',
    call: 'POST /v1/api/logout',
    effect: 'session',
    title: 'Log out',
    help: 'Ends the whole session; a gateway then needs a new login in the browser.',
    bodyExample: {},
  },
  {
    id: 'session.socket',
    call: 'GET /v1/api/ws',
    effect: 'session',
    title: 'Open the socket',
    help: 'The address of the WebSocket; as a plain request it is of no use, the stream console opens it properly.',
  },
])
