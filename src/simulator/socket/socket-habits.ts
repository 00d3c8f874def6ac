import type { SimulatorOptions } from '../options.ts'

/** What the options say about sockets, with the defaults filled in; each is described in `options.ts`. */
export interface SocketHabits {
  readonly binaryFrames: boolean
  readonly bufferBytes: number
  readonly marketDataLines: number
}

/** Reads the options. */
export function socketHabits(options: Partial<SimulatorOptions> = {}): SocketHabits {
  return {
    binaryFrames: options.binaryFrames ?? false,
    bufferBytes: options.socketBufferBytes ?? 16_777_216,
    marketDataLines: options.marketDataLines ?? 100,
  }
}
