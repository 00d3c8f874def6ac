import type { BlotterLook } from '../../../shared/domain/blotter-look.ts'

/** Whether two looks show the same in the same way. */
export function isSameLook(one: BlotterLook, other: BlotterLook): boolean {
  return wordsOf(one) === wordsOf(other)
}

/** Independent of the order in which something was chosen, and of what was chosen and taken back. */
function wordsOf({ filter, sort, columns }: BlotterLook): string {
  const { part, text, side, account, orderType, timeInForce } = filter
  const widths = Object.entries(columns.widths).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([
    [part, text.trim(), side, account, orderType, timeInForce],
    [sort.key, sort.direction],
    [columns.order, [...columns.hidden].sort(), widths],
  ])
}
