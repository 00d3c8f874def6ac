import { gatewayBehaviour } from '../gateway/gateway-behaviour.ts'
import type { SimulatorOptions } from '../options.ts'

/** What the options say about sockets, with the defaults filled in; each is described in `options.ts`. */
export interface SocketOptions {
  readonly binaryFrames: boolean
  readonly bufferBytes: number
  readonly marketDataLines: number
  readonly statusInPieces: boolean
  readonly lateStatusMilliseconds: number
  readonly emptyHeartbeats: boolean
  readonly historyUpdates: boolean
  /** From the opening of a socket until frames are heard and the greeting comes. */
  readonly linkMilliseconds: number
  /** Every close code becomes 1000. */
  readonly closeCodesRewritten: boolean
}

/** Reads the options. */
export function socketOptions(options: Partial<SimulatorOptions> = {}): SocketOptions {
  const { binaryFrames, linkMilliseconds, closeCodesRewritten } = gatewayBehaviour(options)
  return {
    binaryFrames: options.binaryFrames ?? binaryFrames,
    bufferBytes: options.socketBufferBytes ?? 16_777_216,
    marketDataLines: options.marketDataLines ?? 100,
    statusInPieces: options.statusInPieces ?? false,
    lateStatusMilliseconds: options.lateStatusMilliseconds ?? 0,
    emptyHeartbeats: options.emptyHeartbeats ?? false,
    historyUpdates: options.historyUpdates ?? true,
    linkMilliseconds,
    closeCodesRewritten,
  }
}
