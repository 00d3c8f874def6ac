/*
 * What the console needs beyond the public entry point of the library. It is not in the package, and may change.
 */
export { sharePacing } from './client-options.ts'
export { decodeKeyFile } from './configure/key-files.ts'
export {
  checkAccessToken,
  checkAccessTokenSecret,
  checkConsumerKey,
  removeWhiteSpace,
} from './configure/login-strings.ts'
export { createOfflineChecks, type OfflineCheckId } from './configure/verify-offline.ts'
export { readContractInfo } from './contracts/read-contract.ts'
export { type ExplainedResponse, findExplanation } from './errors/explain-response.ts'
export { canDecryptWithKey } from './oauth1/access-token-secret.ts'
export { toTwosComplement } from './oauth1/big-numbers.ts'
export { readDhGroup } from './oauth1/dh-group.ts'
export { type IbkrOauth1Config, realmOf } from './oauth1/oauth1-settings.ts'
export { type PemBlock, PemError, readPemBlocks, writePem } from './oauth1/pem-encoding.ts'
export { countModulusBits, readRsaPrivateKey } from './oauth1/private-key.ts'
export { decodeSecretBase64, encodeSecretBase64 } from './oauth1/secret-base64.ts'
export { type IbkrOauth2Config, readOauth2Settings } from './oauth2/oauth2-settings.ts'
export { OrderRuleError } from './orders/check-order.ts'
export { nameContract } from './orders/merge-order.ts'
export { checkOrders, matchRowsToOrders } from './orders/order-batch.ts'
export type { OrderReader } from './orders/read-order.ts'
export { readReplyId } from './orders/read-reply-id.ts'
export { PenaltyBox } from './pacing/penalty-box.ts'
export { SentRequests } from './pacing/sent-requests.ts'
export { joinChunks } from './rest/body-stream.ts'
export { loadUndici } from './rest/client-connections.ts'
export { createFailedResponse } from './rest/read-response.ts'
export { IBKR_HOST, isLoopback, parseServerAddress } from './server-address.ts'
export { classifyLoginFailure } from './session/login-outcome.ts'
