import { resolveGatewayBehaviour } from '../gateway/gateway-behaviour.ts'
import type { SimulatorOptions } from '../options.ts'

/** Socket options with their defaults. `options.ts` describes the options. */
export interface SocketOptions {
  readonly binaryFrames: boolean
  readonly bufferBytes: number
  readonly marketDataLines: number
  readonly statusInPieces: boolean
  readonly lateStatusMilliseconds: number
  readonly emptyHeartbeats: boolean
  readonly historyUpdates: boolean
  /** Delay in ms between the opening of a socket and the session message. Frames are processed only after the delay. */
  readonly linkMilliseconds: number
  /** Whether every close code is replaced by 1000. */
  readonly closeCodesRewritten: boolean
}

export function resolveSocketOptions(options: Partial<SimulatorOptions> = {}): SocketOptions {
  const { binaryFrames, linkMilliseconds, closeCodesRewritten } = resolveGatewayBehaviour(options)
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
