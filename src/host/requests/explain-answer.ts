/** What is known of an answer when it is explained. */
export interface AnsweredRequest {
  readonly status: number
  /** Beginning of the body as text. */
  readonly text: string
  readonly path: string
}

interface Explanation {
  readonly status?: number
  readonly text?: RegExp
  readonly path?: RegExp
  readonly words: string
}

const OPEN_OUTCOME =
  'No answer came through in time. If the request changes something, it may have happened all the same.'

/* Ordered: the first that fits wins. Conditions that IBKR tells apart only by a text come before their status. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    text: /no bridge|init session first/i,
    words: 'There is no brokerage session. Reconnect the session; calls under /iserver work once it is established.',
  },
  { text: /query \/?accounts first/i, words: 'Send GET /iserver/accounts first, then repeat this request.' },
  {
    text: /accountid is not valid/i,
    words: 'This login has no such account. GET /iserver/accounts lists those it has.',
  },
  {
    text: /invalid consumer/i,
    words: 'IBKR does not know the consumer key yet: new keys work after its nightly reset, sometimes days later.',
  },
  {
    text: /orderid .* doesn't exist/i,
    words: 'No working order has this id. GET /iserver/account/orders lists the orders of the day.',
  },
  {
    text: /reply id not found/i,
    words: 'The question has lapsed: any other request in between ends it. Look at the orders, then place it again.',
  },
  { status: 400, words: 'IBKR could not use the request: look at the parameters and the body.' },
  {
    status: 401,
    words: 'The login does not hold here. If other requests work, this path needs rights that the login lacks.',
  },
  { status: 403, words: 'Refused: a missing permission, or an address that is not allowed.' },
  {
    status: 404,
    path: /\/hmds\//,
    words: 'Call POST /hmds/auth/init first: the history service answers only after it.',
  },
  { status: 404, words: 'No such path. Paths are case-sensitive and begin below /v1/api.' },
  { status: 410, words: 'The session at this server is gone. Reconnect.' },
  { status: 411, words: 'IBKR wants a body with its length: send {} where there is nothing to say.' },
  { status: 423, words: 'Locked for the moment. Try again in a little while.' },
  {
    status: 429,
    words:
      'Too many requests. This path pauses now; a second one would put your address into the penalty box for 15 minutes.',
  },
  { status: 500, words: 'IBKR failed on this request; often a value is wrong in a way that it noticed late.' },
  { status: 408, words: OPEN_OUTCOME },
  { status: 502, words: OPEN_OUTCOME },
  { status: 504, words: OPEN_OUTCOME },
  {
    status: 503,
    words:
      'No answer from the backend within its time. If the request changes something, it may have happened all the same.',
  },
  {
    status: 200,
    path: /marketdata\/snapshot/,
    text: /^\[\s*(?:\{\s*"conid"[^}]{0,80}\}\s*,?\s*)+\]$/,
    words: 'The first call for a contract only opens its stream. Send it again for prices.',
  },
  {
    status: 200,
    path: /account\/orders$/,
    text: /"orders"\s*:\s*\[\s*\]/,
    words: 'The first call of a session, and each one with force=true, answers empty. Send it again after 5 seconds.',
  },
  {
    status: 200,
    path: /\/portfolio\/[^/]+\/.+/,
    text: /^\s*(?:\{\s*\}|\[\s*\])\s*$/,
    words:
      'Empty: either there is nothing, or GET /portfolio/accounts was not sent in this session yet. Send it, then repeat this request.',
  },
  { status: 200, text: /^\s*\{\s*"error"\s*:/, words: 'IBKR reports this error with status 200.' },
]

/** What the answer means and what to do next, where that is known. */
export function explainAnswer(answer: AnsweredRequest): string | undefined {
  return EXPLANATIONS.find(
    ({ status, text, path }) =>
      (status === undefined || status === answer.status) &&
      (text === undefined || text.test(answer.text)) &&
      (path === undefined || path.test(answer.path)),
  )?.words
}
