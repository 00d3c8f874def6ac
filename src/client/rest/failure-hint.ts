/** What is known of a failure on the way. */
export interface FailedWay {
  readonly url: Pick<URL, 'protocol' | 'host'>
  readonly cause: unknown
  /** The head of an answer had come. */
  readonly answered: boolean
}

/** OpenSSL's and BoringSSL's words for what is no TLS; `EPROTO` is Node's own. */
const NO_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|RECORD_TOO_SMALL|^EPROTO$/
/** The connection ended, or brought what is no HTTP: a TLS alert, for instance. */
const NO_HTTP = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|HPE_\w+)$/

/** The code of an error of net, tls or undici; empty where it has none. */
export function systemCode(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return ''
  const code: unknown = Reflect.get(cause, 'code')
  if (typeof code === 'string') return code
  return cause instanceof Error && cause.name === 'HTTPParserError' ? 'HPE_INVALID_CONSTANT' : ''
}

/** What to do about a request that failed on the way, in a sentence. */
export function failureHint({ url, cause, answered }: FailedWay): string {
  const code = systemCode(cause)
  if (url.protocol === 'https:' && NO_TLS.test(code)) {
    return `The server does not speak TLS there, or another version: if it is a plain one, try http://${url.host}.`
  }
  if (url.protocol === 'http:' && !answered && NO_HTTP.test(code)) {
    return `The server ended it without an answer in HTTP: if it speaks TLS, as gateways do, try https://${url.host}.`
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The name of the host was not found: is the address right, and the network up?'
    case 'ECONNREFUSED':
      return 'Nothing listens there: is the server up, and its port right?'
    default:
      return answered ? 'The connection was lost in the middle of the answer.' : 'Is the server up?'
  }
}
