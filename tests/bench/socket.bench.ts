import type { Figure } from './figure.ts'
import { frameFigures } from './socket/frame-figures.ts'
import { reconnectFigures } from './socket/reconnect-figures.ts'

/** The socket of the library: frames per second, and time until it is subscribed again after a drop. */
export async function run(): Promise<readonly Figure[]> {
  return [...(await frameFigures()), ...(await reconnectFigures())]
}
