import { type TestAPI, test } from 'vitest'

export const isLongRun = process.env['LONG'] === '1'

const none = Object.assign(() => undefined, {
  each: () => () => undefined,
  runIf: () => () => undefined,
  skipIf: () => () => undefined,
}) as unknown as TestAPI

/** A test of the long run only. Another test of the short run covers the promise in a cheaper way. */
export const longTest: TestAPI = isLongRun ? test : none

/** Cases of a matrix: all of them in the long run, the first ones in the short run. */
export function longCases<Case>(shortCount: number, cases: readonly Case[]): readonly Case[] {
  return isLongRun ? cases : cases.slice(0, shortCount)
}
