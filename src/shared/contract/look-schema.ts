import { z } from 'zod'
import { BLOTTER_COLUMNS, NARROWEST_COLUMN, ORDER_PARTS, WIDEST_COLUMN } from '../domain/blotter-look.ts'

const column = z.enum(BLOTTER_COLUMNS)
const word = z.string().min(1).max(60)

/** A look of the blotter, on the wire and in its file. */
export const blotterLook = z.strictObject({
  filter: z.strictObject({
    part: z.enum(ORDER_PARTS),
    text: z.string().max(200),
    side: z.enum(['BUY', 'SELL']).optional(),
    account: word.optional(),
    orderType: word.optional(),
    timeInForce: word.optional(),
  }),
  sort: z.strictObject({ key: column, direction: z.enum(['ascending', 'descending']) }),
  columns: z.strictObject({
    order: z.array(column).max(BLOTTER_COLUMNS.length).readonly().optional(),
    hidden: z.array(column).max(BLOTTER_COLUMNS.length).readonly(),
    widths: z.partialRecord(column, z.number().int().min(NARROWEST_COLUMN).max(WIDEST_COLUMN)),
  }),
})

export const lookName = z.string().trim().min(1).max(60)
