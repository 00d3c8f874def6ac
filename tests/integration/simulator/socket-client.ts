import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'

/** Parsed JSON frame. */
export type Frame = Readonly<Record<string, unknown>>

/** Opens a socket that stores every frame. `cookie` is sent unchanged. */
export async function openSocket(
  simulator: Simulator,
  { cookie, query = '' }: { cookie?: string; query?: string } = {},
) {
  const socket = new WebSocket(simulator.wsUrl + query, {
    ...(simulator.caPem === undefined ? {} : { ca: simulator.caPem }),
    headers: { 'user-agent': 'test', ...(cookie === undefined ? {} : { cookie }) },
  })
  const texts: string[] = []
  const closed: number[] = []
  let binary = 0
  socket.on('message', (data, isBinary) => {
    if (isBinary) binary += 1
    texts.push(String(data))
  })
  socket.on('close', (code) => closed.push(code))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })

  const frames = (): readonly Frame[] =>
    texts.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as Frame)
  const about = (topic: string) => frames().filter((frame) => String(frame['topic']).startsWith(topic))

  return {
    texts: (): readonly string[] => texts,
    frames,
    about,
    binaryCount: () => binary,
    send: (text: string) => socket.send(text),
    /** Resolves to the first matching frame; fails after 5 s. */
    until: (fits: (frame: Frame) => boolean) =>
      vi.waitUntil(() => frames().find(fits), { timeout: 20_000, interval: 5 }) as Promise<Frame>,
    untilReady: () => vi.waitUntil(() => frames().some((frame) => 'hb' in frame), { timeout: 20_000, interval: 5 }),
    /** Sends an echo and waits for its response, so that all earlier frames have been processed. */
    settle: async () => {
      const before = about('tic').length
      socket.send('tic')
      await vi.waitUntil(() => about('tic').length > before, { timeout: 20_000, interval: 5 })
    },
    untilClosed: () => vi.waitUntil(() => closed[0], { timeout: 20_000, interval: 5 }),
    close: () => socket.terminate(),
  }
}

/** Client that `openSocket` returns. */
export type SocketClient = Awaited<ReturnType<typeof openSocket>>
