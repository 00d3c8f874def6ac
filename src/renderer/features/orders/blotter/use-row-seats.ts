import { useLayoutEffect, useRef } from 'react'
import type { BlotterFilter, OrderSort } from '../../../../shared/domain/blotter-layout.ts'
import type { BlotterRow } from './blotter-rows.ts'
import { type RowSeats, seatRows } from './row-seats.ts'

/** A row that is drawn, and where in the list. */
interface Drawn {
  readonly row: BlotterRow
  readonly index: number
}

const NOBODY: RowSeats = new Map()

/**
 * The rows that are drawn in the order of their elements, each with the number of its element. Another filter or sorting seats all of
 * them anew, so that the elements follow the lines again.
 */
export function useRowSeats(
  drawn: readonly Drawn[],
  filter: BlotterFilter,
  sort: OrderSort,
): readonly (Drawn & { readonly seat: number })[] {
  const last = useRef({ seats: NOBODY, filter, sort })
  const isSame = last.current.filter === filter && last.current.sort === sort
  const seats = seatRows(
    isSame ? last.current.seats : NOBODY,
    drawn.map(({ row }) => row.id),
  )
  useLayoutEffect(() => {
    last.current = { seats, filter, sort }
  })
  return drawn.map((one) => ({ ...one, seat: seats.get(one.row.id) ?? 0 })).sort((a, b) => a.seat - b.seat)
}
