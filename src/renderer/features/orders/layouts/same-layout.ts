import type { BlotterLayout } from '../../../../shared/domain/blotter-layout.ts'

/** Whether two looks show the same in the same way. */
export function isSameLayout(one: BlotterLayout, other: BlotterLayout): boolean {
  return wordsOf(one) === wordsOf(other)
}

/** Independent of the order in which something was chosen, and of what was chosen and taken back. */
function wordsOf({ filter, sort, columns }: BlotterLayout): string {
  const { part, text, side, account, orderType, timeInForce } = filter
  const widths = Object.entries(columns.widths).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([
    [part, text.trim(), side, account, orderType, timeInForce],
    [sort.key, sort.direction],
    [columns.order, [...columns.hidden].sort(), widths],
  ])
}
