import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EquityRecorder } from '../../../src/host/account/equity-recorder.ts'
import { Database } from '../../../src/host/database/database.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'

/** 09:00 in New York on 27 November 2026. */
const MORNING = Date.UTC(2026, 10, 27, 14)
const DAY_MS = 86_400_000

let home: string
let database: Database
let now: number
let scope: string
let problems: unknown[]

const recorder = (): EquityRecorder =>
  new EquityRecorder({
    clock: { now: () => now, monotonic: () => now, after: () => () => undefined },
    database,
    scope: () => scope,
    onProblem: (error) => problems.push(error),
  })
const row = (model: string, daily: number, netLiquidation?: number) => ({
  account: 'DU1',
  model,
  daily,
  ...(netLiquidation !== undefined && { netLiquidation }),
})

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-equity-'))
  database = new Database(inThreadDatabase, join(home, 'console.db'), () => undefined)
  now = MORNING
  scope = 'lab'
  problems = []
})
afterEach(async () => {
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

test('records the sum of the models of each account every 15 s', async () => {
  const first = recorder()
  first.record([row('Core', 5, 100), row('Growth', -2, 50)])
  now += 14_999
  first.record([row('Core', 6, 101)])
  now += 1
  first.record([row('Core', 7)])
  scope = 'other'
  now += 15_000
  first.record([row('Core', 99, 99)])
  scope = 'lab'
  const day = await recorder().day({ account: 'DU1' })
  expect(day).toEqual({
    from: MORNING - 9 * 3_600_000,
    until: MORNING + 15 * 3_600_000,
    days: [MORNING - 9 * 3_600_000],
    at: [MORNING, MORNING + 15_000],
    daily: [3, 7],
    netLiquidation: [150, null],
  })
  expect(problems).toEqual([])
})

test('returns the values of one day in New York', async () => {
  const days = recorder()
  days.record([row('Core', 1)])
  now += DAY_MS
  days.record([row('Core', 2)])
  const today = await days.day({ account: 'DU1' })
  expect([today.daily, today.days.length]).toEqual([[2], 2])
  const before = await days.day({ account: 'DU1', at: today.days[1] })
  expect(before.daily).toEqual([1])
  expect(await days.day({ account: 'DU2' })).toMatchObject({ at: [], days: [] })
})

test('reports values that cannot be stored or read', async () => {
  await database.close()
  recorder().record([row('Core', 1)])
  await expect(recorder().day({ account: 'DU1' })).rejects.toMatchObject({ code: 'file-failed' })
  expect(problems).toHaveLength(1)
})
