import { describe, expect, it } from 'vitest'
import { joinChunks } from '../../../src/client/rest/body-stream.ts'

describe('joining the chunks of a body', () => {
  it('joins the chunks, and yields to the event loop after each megabyte', async () => {
    const pieces = Array.from({ length: 129 }, (_, index) => Buffer.alloc(index === 128 ? 7 : 65_536, index))
    let turns = 0
    let ended = false
    const count = (): void => {
      turns += 1
      if (!ended) setImmediate(count)
    }
    setImmediate(count)
    const whole = await joinChunks(pieces, 128 * 65_536 + 7)
    ended = true
    expect(turns).toBeGreaterThanOrEqual(8)
    expect(whole.equals(Buffer.concat(pieces))).toBe(true)
  })

  it('returns a single chunk without copying it, and empty bytes for no chunks', async () => {
    const piece = Buffer.from('{}')
    expect(await joinChunks([piece], 2)).toBe(piece)
    expect(await joinChunks([], 0)).toHaveLength(0)
  })
})
