import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPreviewInput } from '../../../../src/host/order-requests/order-ticket.ts'
import { readContractRules, readCutOffs } from '../../../../src/host/ticket/read-contract-rules.ts'
import { readOrderPreview } from '../../../../src/host/ticket/read-order-preview.ts'
import { TicketDefaultsService } from '../../../../src/host/ticket/ticket-defaults.ts'
import type { OrderTicket, TicketDefaults } from '../../../../src/shared/contract/schemas.ts'

const NOW = Date.UTC(2026, 10, 20, 12)

describe('rules of a contract', () => {
  const rules = {
    algoEligible: true,
    orderTypes: ['limit', 'market', 'marketonclose', 'brand_new'],
    ibAlgoTypes: ['limit'],
    cqtTypes: ['limit'],
    orderTypesOutside: ['limit'],
    tifTypes: ['IOC/MARKET,LIMIT,a', 'GTC/o,a', 'DAY/o,a', 'XYZ/o', 'OVT/o,a,LIMIT'],
    overnightEligible: true,
    fraqInt: 4,
    incrementRules: [{ lowerEdge: 0, increment: 0.01 }],
    negativeCapable: false,
    canTradeAcctIds: ['DU1'],
    error: null,
  }
  const body = { currency: 'USD', instrument_type: 'STK', maturity_date: null, rules }

  test('translates the order types, times in force and increments, and skips unknown ones', () => {
    expect(readContractRules(1, body)).toEqual({
      conid: 1,
      currency: 'USD',
      assetClass: 'STK',
      orderTypes: ['LMT', 'MKT', 'MOC'],
      algoTypes: ['LMT'],
      cashTypes: ['LMT'],
      outsideHoursTypes: ['LMT'],
      timesInForce: [
        { timeInForce: 'IOC', orderTypes: ['MKT', 'LMT'] },
        { timeInForce: 'GTC' },
        { timeInForce: 'DAY' },
        { timeInForce: 'OVT', orderTypes: ['LMT'] },
        { timeInForce: 'OND' },
      ],
      quantityDigits: 4,
      pointValue: 1,
      increments: [{ lowerEdge: 0, increment: 0.01 }],
      canBeNegative: false,
      accounts: ['DU1'],
    })
  })

  test('reads the terms of an option, and no multiplier that IBKR did not state', () => {
    const option = {
      ...{ instrument_type: 'OPT', maturity_date: '20240315', multiplier: '100', strike: '187.5', right: 'CALL' },
      ...{ underlying_con_id: 8314, currency: 'USD', rules: {} },
    }
    const terms = { lastTradingDay: '2024-03-15', strike: 187.5, right: 'C', underlying: 8314 }
    expect(readContractRules(1, option)).toMatchObject({ ...terms, multiplier: 100, pointValue: 100 })
    const unknown = readContractRules(1, { ...option, multiplier: null, maturity_date: '' })
    for (const field of ['multiplier', 'pointValue', 'lastTradingDay']) expect(unknown).not.toHaveProperty(field)
  })

  test('reads the cut-off days of a future from the list of its symbol', () => {
    const row = { symbol: 'ES', conid: 2, shortFuturesCutOff: 20261217, longFuturesCutOff: 20261216 }
    const list = { ES: [{ ...row, conid: 1, longFuturesCutOff: 20260916 }, row] }
    expect(readCutOffs(2, list)).toEqual({ longCutOff: '2026-12-16', shortCutOff: '2026-12-17' })
    for (const body of [undefined, { ES: null }, { ES: [] }, list]) expect(readCutOffs(3, body)).toEqual({})
  })

  test('omits rules that IBKR did not send', () => {
    expect(readContractRules(1, { rules: { error: 'no rules' } })).toEqual({
      conid: 1,
      algoTypes: [],
      problem: 'no rules',
    })
  })
})

describe('preview of an order', () => {
  test('keeps each warning once without its number', () => {
    const preview = readOrderPreview({ warn: '21/No data.', warns: ['21/No data.', 'Price cap.'], error: 'No funds.' })
    expect(preview).toEqual({ warnings: ['No data.', 'Price cap.'], rejection: 'No funds.' })
    expect(readOrderPreview({ warn: 'One.' }).warnings).toEqual(['One.'])
  })

  test('reads amounts as IBKR sends them', () => {
    const initial = { current: '1,000', change: '10', after: '1,010' }
    const amount = { amount: '200 USD (1 Shares)', commission: '—', total: '201 USD' }
    expect(readOrderPreview({ amount, initial, warn: null })).toEqual({
      ...amount,
      initialMargin: { before: '1,000', after: '1,010' },
      warnings: [],
    })
  })

  const order: OrderTicket = { accountId: 'DU1', conid: 1, side: 'SELL', orderType: 'TRAIL', timeInForce: 'DAY' }

  test('sends the order to whatif with the fields of its type', () => {
    const trailing = { amount: 2, unit: '%' } as const
    expect(createPreviewInput({ ...order, quantity: 5, trailing })).toMatchObject({
      path: { accountId: 'DU1' },
      body: { orders: [{ orderType: 'TRAIL', quantity: 5, trailingAmt: 2, trailingType: '%', tif: 'DAY' }] },
    })
  })
})

describe('defaults of the ticket', () => {
  let home = ''
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'ticket-defaults-'))
  })
  afterEach(() => rmSync(home, { recursive: true }))

  const open = () => new TicketDefaultsService({ home, now: () => NOW, profileIds: () => ['practice', 'paper'] })
  const values: TicketDefaults = {
    orderType: 'MKT',
    timeInForce: 'DAY',
    quantity: '100',
    quantityUnit: 'units',
    outsideRegularHours: false,
  }

  test('keeps the defaults of each profile and asset class after a restart', () => {
    const service = open()
    service.save('practice', 'STK', values)
    service.save('paper', 'FUT', { ...values, quantity: '1' })
    expect(open().feed.snapshot()).toEqual({
      practice: { STK: values },
      paper: { FUT: { ...values, quantity: '1' } },
    })
    service.save('practice', 'STK', undefined)
    expect(open().feed.snapshot()).toEqual({ practice: {}, paper: { FUT: { ...values, quantity: '1' } } })
    expect(() => service.save('gone', 'STK', values)).toThrow('does not exist')
  })

  test('shows a notice if the file of the defaults is damaged', () => {
    writeFileSync(join(home, 'ticket-defaults.json'), '{"schemaVersion":1,"profiles":{"practice":{"STK":{}}}}')
    expect(open().notice).toMatch(/ticket-defaults\.json could not be read/)
  })
})
