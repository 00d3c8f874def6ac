/**
 * What IBKR's own gateway does and a well-behaved server would not. Each may be asked for by itself, so that a test sees one trap
 * at a time.
 */
export interface GatewayBehaviour {
  /** TLS 1.2 at most, with an expired certificate that names no host: clients must pin it or skip the verification. */
  readonly oldCertificate: boolean
  /** Every reply is chunked, never with a Content-Length; even a 204, whose empty last chunk then lies in the way of the next reply. */
  readonly chunkedReplies: boolean
  /** The body of a chunked request gets lost on the way: IBKR sees an empty one. */
  readonly chunkedBodiesLost: boolean
  /** Text frames of IBKR come out as binary frames. */
  readonly binaryFrames: boolean
  /**
   * Milliseconds from the opening of a socket until its link to IBKR is up. What the client sends before is lost, and the greeting
   * comes afterwards. 0: at once.
   */
  readonly linkMilliseconds: number
  /** While IBKR cannot be reached (`controls.setUpstream(false)`) a request hangs; without this habit it gets a 503. */
  readonly hangWithoutUpstream: boolean
  /** Before the login requests are sent to the login page with a 302 instead of a 401. */
  readonly loginRedirect: boolean
  /** Whatever code IBKR closes a socket with, the client sees 1000. */
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

/** Completes what was asked for: `true` is every habit, an object those that it names; none in another mode than the gateway's. */
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
