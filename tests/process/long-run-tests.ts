import { type TestAPI, test } from 'vitest'

export const isLongRun = process.env['LONG'] === '1'

const none = Object.assign(() => undefined, {
  each: () => () => undefined,
  runIf: () => () => undefined,
  skipIf: () => () => undefined,
}) as unknown as TestAPI

/** Defines a test that runs only in the long run. A faster test of the short run covers the same promise. */
export const longTest: TestAPI = isLongRun ? test : none

/** Returns all cases of a matrix in the long run, and the first cases in the short run. */
export function longCases<Case>(shortCount: number, cases: readonly Case[]): readonly Case[] {
  return isLongRun ? cases : cases.slice(0, shortCount)
}
