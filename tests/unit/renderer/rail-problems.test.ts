import { expect, test } from 'vitest'
import { railProblems } from '../../../src/renderer/features/orders/ticket/rail-problems.ts'
import { EMPTY_TICKET } from '../../../src/renderer/features/orders/ticket/ticket-form.ts'
import { GUARD_RAIL_NAMES, type GuardRailName } from '../../../src/shared/domain/guard-rails.ts'

/** The field of a limit order that a limit is about. The profile's limits are about none. */
const FIELDS: Readonly<Record<GuardRailName, string | undefined>> = {
  ...{ quantity: 'quantity', value: 'quantity', notional: 'quantity', delta: 'quantity', expiryLoss: 'quantity' },
  ...{ nakedShorts: 'quantity', position: 'quantity', collar: 'limitPrice' },
  ...{ symbols: 'contract', assetClasses: 'contract', daysToExpiry: 'contract' },
  ...{ workingOrders: undefined, ordersPerMinute: undefined, dailyLoss: undefined },
}

test.each(GUARD_RAIL_NAMES)(
  'marks the field that the limit %s refuses, with the sentence that names the limit',
  (rail) => {
    const finding = { rail, action: 'refuse', message: 'It exceeds the limit of 5. Change it.' } as const
    const field = FIELDS[rail]
    const form = { ...EMPTY_TICKET, orderType: 'LMT' } as const
    expect(railProblems([finding], form)).toEqual(field === undefined ? {} : { [field]: 'It exceeds the limit of 5.' })
    expect(railProblems([{ ...finding, action: 'warn' }], form)).toEqual({})
  },
)
