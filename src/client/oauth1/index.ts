/**
 * `ibkr-web-client/oauth1`: the arithmetic of IBKR's OAuth 1.0a as pure functions, without a client, a socket or packages
 * other than Node's own. These parts take constant time: removing the padding of the access token secret (every byte is
 * read), comparing signatures, and the RSA and HMAC operations of OpenSSL (BoringSSL in Electron). These parts do not:
 * modular exponentiation with OpenSSL or BigInt (its exponent is used once), and parsing PEM, hex and base64. Attackers
 * who can time single operations on the machine with the keys are out of scope.
 * @packageDocumentation
 */
export type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
export { IbkrError } from '../errors/ibkr-error.ts'
export { decryptAccessTokenSecret } from './access-token-secret.ts'
export { authorizationHeader } from './authorization-header.ts'
export {
  computeLiveSessionToken,
  diffieHellmanChallenge,
  type HexOrNumber,
  isLiveSessionTokenValid,
} from './live-session-token.ts'
export { realmOf } from './oauth1-settings.ts'
export { percentEncode } from './percent-encode.ts'
export type { KeyOptions } from './private-key.ts'
export {
  type BaseStringInput,
  type NameValuePairs,
  type QuerySigningMode,
  signatureBaseString,
} from './signature-base-string.ts'
export { signHmacSha256, signRsaSha256 } from './signatures.ts'
