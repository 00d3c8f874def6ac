/**
 * Deviations of IBKR's own gateway from a correct server. Each can be enabled separately, so that a test covers one at
 * a time.
 */
export interface GatewayBehaviour {
  /**
   * TLS 1.2 at most, with an expired certificate that contains no host name: clients must pin it or skip the
   * verification.
   */
  readonly oldCertificate: boolean
  /**
   * Every response is chunked, without Content-Length. Even a 204 has a last chunk, which the client reads as the
   * beginning of the next response.
   */
  readonly chunkedReplies: boolean
  /** The body of a chunked request is lost: IBKR receives an empty one. */
  readonly chunkedBodiesLost: boolean
  /** Text frames of IBKR arrive as binary frames. */
  readonly binaryFrames: boolean
  /**
   * Milliseconds from the opening of a socket until its link to IBKR is established. Frames of the client are lost
   * before, and the session message is sent afterwards. 0: immediately.
   */
  readonly linkMilliseconds: number
  /** While IBKR is unreachable (`controls.setUpstream(false)`) a request hangs instead of getting a 503. */
  readonly hangWithoutUpstream: boolean
  /** Before the login, requests get a 302 to the login page instead of a 401. */
  readonly loginRedirect: boolean
  /** The client receives close code 1000, regardless of the code that IBKR sent. */
  readonly closeCodesRewritten: boolean
}

const every: GatewayBehaviour = {
  oldCertificate: true,
  chunkedReplies: true,
  chunkedBodiesLost: true,
  binaryFrames: true,
  linkMilliseconds: 200,
  hangWithoutUpstream: true,
  loginRedirect: true,
  closeCodesRewritten: true,
}

const none: GatewayBehaviour = {
  oldCertificate: false,
  chunkedReplies: false,
  chunkedBodiesLost: false,
  binaryFrames: false,
  linkMilliseconds: 0,
  hangWithoutUpstream: false,
  loginRedirect: false,
  closeCodesRewritten: false,
}

/**
 * Completes the settings: `true` enables all deviations, an object only those it lists. Modes other than the gateway
 * have none.
 */
export function gatewayBehaviour({
  mode,
  gatewayHabits,
}: {
  readonly mode?: string
  readonly gatewayHabits?: true | Partial<GatewayBehaviour>
}): GatewayBehaviour {
  if (mode !== 'gateway') return none
  return gatewayHabits === true ? every : { ...none, ...gatewayHabits }
}
