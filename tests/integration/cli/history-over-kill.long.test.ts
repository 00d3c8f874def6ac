import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { type AdmittedWindow, openWindow } from '../../process/open-window.ts'

let home: string
let running: ConsoleProcess | undefined
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-kill-'))
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

async function start(): Promise<AdmittedWindow> {
  running = await startConsole({ home })
  return openWindow(running.url)
}

test('the history contains every request that a window was notified of, even after kill -9', async () => {
  const first = await start()
  const { client } = first
  let newestId = 0
  client.open(
    'history.feed',
    {},
    {
      snapshot: () => undefined,
      items: (batch) => {
        newestId = batch.at(-1)?.newestId ?? newestId
      },
      closed: () => undefined,
    },
  )
  await expect
    .poll(() =>
      client.callBytes('requests.send', { method: 'GET', path: '/v1/api/iserver/accounts', query: [] }).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
  for (let count = 0; count < 4; count += 1) {
    await client.callBytes('requests.send', {
      method: 'GET',
      path: '/v1/api/iserver/secdef/search',
      query: [['symbol', 'AAPL']],
    })
  }
  const idsOf = async (window: AdmittedWindow): Promise<readonly number[]> =>
    (await window.client.call('history.page', { query: { text: 'aapl' }, offset: 0, limit: 10 })).rows.map(
      ({ id }) => id,
    )
  await expect.poll(() => idsOf(first)).toHaveLength(4)
  const ids = await idsOf(first)
  await expect.poll(() => newestId).toBe(ids[0])
  await running?.stop('SIGKILL')

  expect(await idsOf(await start())).toEqual(ids)
})
