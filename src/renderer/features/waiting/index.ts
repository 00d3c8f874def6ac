export { QueuedRequest, WithdrawalTime } from './queued-request.tsx'
export { RetryText } from './retry-text.tsx'
export {
  forgetWait,
  isWaiting,
  type KnownWait,
  keepWaiting,
  knownWait,
  receiveWaits,
  useWaitStore,
  withdrawRequest,
} from './wait-store.ts'
export { aheadText, formatWait, waitReason } from './wait-texts.ts'
