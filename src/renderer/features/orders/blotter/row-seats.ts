/**
 * Which element of a list shows which row. A row that stays in sight keeps its element, wherever it moves to; one that comes in
 * takes an element that another has left, so that nothing is made anew while the list scrolls.
 */
export type RowSeats = ReadonlyMap<string, number>

/** Seats for the rows that are to be drawn; lowest first, and none beyond what was needed before or is needed now. */
export function seatRows(before: RowSeats, ids: readonly string[]): RowSeats {
  const seats = new Map<string, number>()
  const taken = new Set<number>()
  for (const id of ids) {
    const seat = before.get(id)
    if (seat === undefined || seat >= ids.length) continue
    seats.set(id, seat)
    taken.add(seat)
  }
  let free = 0
  for (const id of ids) {
    if (seats.has(id)) continue
    while (taken.has(free)) free += 1
    seats.set(id, free)
    free += 1
  }
  return seats
}
