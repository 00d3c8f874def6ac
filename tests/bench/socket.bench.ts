import type { Figure } from './figure.ts'
import { frameFigures } from './socket/frame-figures.ts'
import { reconnectFigures } from './socket/reconnect-figures.ts'

/** Measures the library's socket: frames per second, and the time until it has resubscribed after a lost connection. */
export async function run(): Promise<readonly Figure[]> {
  return [...(await frameFigures()), ...(await reconnectFigures())]
}
