/** Deviations of IBKR's own gateway from a correct server. Each deviation can be enabled separately for a test. */
export interface GatewayBehaviour {
  /**
   * TLS 1.2 at most, with an expired certificate that contains no host name. Clients must pin the certificate or skip
   * its verification.
   */
  readonly oldCertificate: boolean
  /**
   * Every response is chunked, without Content-Length. Even a 204 has a last chunk, which the client reads as the
   * beginning of the next response.
   */
  readonly chunkedReplies: boolean
  /** The body of a chunked request is lost, so IBKR receives an empty body. */
  readonly chunkedBodiesLost: boolean
  /** Text frames from IBKR arrive as binary frames. */
  readonly binaryFrames: boolean
  /**
   * Milliseconds from the opening of a socket until its link to IBKR is established; 0 means immediately. Until then,
   * frames of the client are lost. The session message is sent afterwards.
   */
  readonly linkMilliseconds: number
  /** While IBKR is unreachable (`controls.setUpstream(false)`), a request hangs instead of receiving a 503. */
  readonly hangWithoutUpstream: boolean
  /** Before the login, requests receive a 302 to the login page instead of a 401. */
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
 * Completes the settings: `true` enables all deviations, an object only the listed ones. Other modes have no
 * deviations.
 */
export function resolveGatewayBehaviour({
  mode,
  gatewayHabits,
}: {
  readonly mode?: string
  readonly gatewayHabits?: true | Partial<GatewayBehaviour>
}): GatewayBehaviour {
  if (mode !== 'gateway') return none
  return gatewayHabits === true ? every : { ...none, ...gatewayHabits }
}
