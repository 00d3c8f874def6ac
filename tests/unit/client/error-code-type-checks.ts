import type { IbkrErrorCode, Orders, SessionState, TimelineEntry } from '../../../src/client/index.ts'

/*
 * For the compiler only: "npm run types" fails if a code of the library is any string, so that a `switch` on it would
 * accept misspelled codes.
 */
export function codesOf(
  state: SessionState,
  entry: TimelineEntry,
  orders: Orders,
): readonly (IbkrErrorCode | undefined)[] {
  return ['code' in state ? state.code : undefined, entry.code, orders.problem]
}
