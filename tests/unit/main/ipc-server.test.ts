import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openBridgeTransport } from '../../../src/renderer/platform/host-bridge.ts'
import type { WindowFrame } from '../../../src/shared/rpc/frames.ts'
import { createIpcPair, MAIN_FRAME } from './ipc-pair.ts'

const CALL = JSON.stringify({ t: 'call', id: 1, name: 'app.info', input: {} } satisfies WindowFrame)

const VANISHING_FRAME = {
  ...MAIN_FRAME,
  get parent(): unknown {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed')
  },
}

async function connected(now?: () => number) {
  const pair = createIpcPair(now && { now })
  const closings: string[] = []
  const window = openBridgeTransport(pair.bridge)
  window.onClose((reason) => closings.push(reason))
  await nextTurn()
  const frames: WindowFrame[] = []
  const listen = () => pair.connections.at(-1)?.onMessage((frame) => frames.push(frame))
  listen()
  return { ...pair, window, closings, frames, listen }
}

describe('check of the sender of an IPC message', () => {
  test.each([
    ['a subframe', { senderFrame: { ...MAIN_FRAME, parent: {} } }, 'subframe'],
    ['a foreign origin', { senderFrame: { ...MAIN_FRAME, origin: 'https://evil.example' } }, 'foreign-origin'],
    ['a page of ours by name only', { senderFrame: { ...MAIN_FRAME, url: 'app://console.evil/' } }, 'foreign-origin'],
    ['a file', { senderFrame: { ...MAIN_FRAME, origin: 'file://', url: 'file:///tmp/x.html' } }, 'foreign-origin'],
    ['a sandboxed page', { senderFrame: { ...MAIN_FRAME, origin: 'null' } }, 'foreign-origin'],
    ['a frame that is gone', { senderFrame: null }, 'frame-gone'],
    ['a frame that goes away while it is looked at', { senderFrame: VANISHING_FRAME }, 'frame-gone'],
    ['another window', { sender: {} }, 'other-window'],
  ] as const)('refuses a message of %s, which then has no effect on the window', async (_who, sender, reason) => {
    const { bridge, forge, frames, connections, refused, closings } = await connected()
    // The forged message uses the real name of the connection.
    const name = 'forged-name'
    forge('ibkr-console:open', {}, name)
    connections.at(-1)?.onMessage((frame) => frames.push(frame))
    closings.length = 0
    forge('ibkr-console:frame', sender, name, CALL)
    forge('ibkr-console:close', sender, name)
    forge('ibkr-console:open', sender, 'another')
    expect(frames).toEqual([])
    expect(connections).toHaveLength(2)
    expect(refused).toEqual([reason])
    forge('ibkr-console:frame', {}, name, CALL)
    expect(frames).toHaveLength(1)
    expect(bridge).toBeDefined()
  })
})

describe('IPC server and a window that sends invalid messages', () => {
  test.each([
    ['text that is not JSON', 'hello'],
    ['JSON that is no frame', '{"t":"result","id":1}'],
    ['an array', '[]'],
    ['an object instead of text', { t: 'call', id: 1, name: 'app.info', input: {} }],
    ['bytes', new Uint8Array(9)],
    ['nothing', undefined],
    ['a frame over the limit', JSON.stringify({ t: 'call', id: 1, name: 'x', input: 'y'.repeat(9 * 1024 * 1024) })],
  ])('closes the connection of a window after %s, and accepts the next window', async (_what, message) => {
    const { bridge, closings, frames, listen } = await connected()
    bridge.send(message as string)
    await nextTurn()
    expect(frames).toEqual([])
    expect(closings).toEqual(['The window sent an invalid message.'])
    openBridgeTransport(bridge)
    await nextTurn()
    listen()
    bridge.send(CALL)
    await nextTurn()
    expect(frames).toHaveLength(1)
  })

  // A message of 9 MB is within the rate limit, so it is rejected only for its own length.
  test.each([9, 100])('does not parse a message of %i MB', async (megabytes) => {
    const { bridge, closings, frames } = await connected()
    const parse = JSON.parse
    let parsed = 0
    // Other code in this process parses short strings, which do not count.
    JSON.parse = (...args) => {
      if (args[0].length > 1_000_000) parsed += 1
      return parse(...args)
    }
    bridge.send('x'.repeat(megabytes * 1024 * 1024))
    await nextTurn()
    JSON.parse = parse
    expect([parsed, frames.length, closings.length]).toEqual([0, 0, 1])
  })

  test('closes the connection of a flooding window, reports it once, and accepts the window again later', async () => {
    let time = 0
    const { bridge, closings, frames, listen, refused } = await connected(() => time)
    for (let count = 0; count < 20_000; count += 1) bridge.send('{"t":"credit","id":1,"credit":1}')
    await nextTurn()
    expect(frames.length).toBeLessThanOrEqual(5_000)
    expect(closings).toEqual(['The window sent more than the console accepts.'])
    expect(refused).toEqual(['rate-limit'])
    const early: string[] = []
    openBridgeTransport(bridge).onClose((reason) => early.push(reason))
    await nextTurn()
    expect(early).toEqual(['The console is busy.'])
    time += 1_000
    openBridgeTransport(bridge)
    await nextTurn()
    listen()
    frames.length = 0
    bridge.send(CALL)
    await nextTurn()
    expect(frames).toHaveLength(1)
  })
})

test('gives a reloaded page a new connection, without messages for the old page', async () => {
  const { bridge, connections } = await connected()
  const received: unknown[] = []
  const [first] = connections
  const closed: string[] = []
  first?.onClose((reason) => closed.push(reason))
  first?.send({ t: 'result', id: 1, output: 'old' })
  bridge.connect(
    (message) => received.push(message),
    () => undefined,
  )
  await nextTurn()
  first?.send({ t: 'result', id: 1, output: 'older' })
  connections.at(-1)?.send({ t: 'result', id: 1, output: 'new' })
  await nextTurn()
  expect(received).toEqual(['{"t":"result","id":1,"output":"new"}'])
  expect(closed).toEqual(['The page was reloaded.'])
})

test('does not deliver a late message of the old page to the new connection', async () => {
  const { bridge, forge, frames, listen } = await connected()
  forge('ibkr-console:open', {}, 'the-next')
  listen()
  bridge.send(CALL)
  await nextTurn()
  expect(frames).toEqual([])
  forge('ibkr-console:frame', {}, 'the-next', CALL)
  expect(frames).toHaveLength(1)
})

test('returns the path of a dropped file over the bridge', () => {
  expect(createIpcPair().bridge.getPathForFile({ name: 'a.pem' } as File)).toBe('/files/a.pem')
})
