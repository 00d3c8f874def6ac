import { expect, test } from 'vitest'
import { ContractLookup } from '../../../src/client/contracts/contract-lookup.ts'
import { searchContracts } from '../../../src/client/contracts/search-contracts.ts'
import type { RequestInput, SessionState, SessionSupervisor } from '../../../src/client/index.ts'
import { ContractsService } from '../../../src/host/contracts/contracts-service.ts'
import type { SessionHooks } from '../../../src/host/session/session-service.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import { manualClock } from '../client/manual-clock.ts'

test('requires a first snapshot of a contract again in each session at IBKR', async () => {
  const followers: SessionHooks[] = []
  const listeners: ((state: SessionState) => void)[] = []
  const opened = {
    onState: (listener: (state: SessionState) => void) => listeners.push(listener),
    request: async () => [{ conid: 8314, '31': '187.32' }],
    streams: { contractNames: new ContractNames() },
  } as unknown as SessionSupervisor
  const session = {
    follow: (follower: SessionHooks) => void followers.push(follower),
    require: () => opened,
    pacing: { report: () => undefined },
  } as never
  const contracts = new ContractsService(session, manualClock())
  const read = () => contracts.quote(8314, new AbortController().signal)
  const attach = (): void => {
    for (const follower of followers) follower.attach?.(opened)
  }
  const change = (kind: SessionState['kind']): void => {
    for (const listener of listeners) listener({ kind } as never)
  }

  attach()
  expect(contracts.hasQuoted({ conid: 8314 })).toBe(false)
  await read()
  change('ready')
  expect(contracts.hasQuoted({ conid: 8314 })).toBe(true)
  change('connecting')
  expect(contracts.hasQuoted({ conid: 8314 })).toBe(false)
  await read()
  expect(contracts.hasQuoted({ conid: 8314 })).toBe(true)
  attach()
  expect(contracts.hasQuoted({ conid: 8314 })).toBe(false)
})

test.each(['0', '-1', '0.00'])('reads %s as no bid and no ask, which a negative price is not', async (price) => {
  const request = async () => [
    { conid: 1, '31': '5.00', '84': price, '86': price },
    { conid: 2, '31': '-0.50', '84': '-1.25', '86': '-0.75' },
  ]
  const opened = { request, streams: { contractNames: new ContractNames() } } as unknown as SessionSupervisor
  const session = { follow: () => undefined, require: () => opened, pacing: { report: () => undefined } } as never
  const contracts = new ContractsService(session, manualClock())
  const { signal } = new AbortController()
  const none = await contracts.quote(1, signal)
  for (const field of ['bid', 'ask']) expect(none).not.toHaveProperty(field)
  expect(await contracts.quote(2, signal)).toMatchObject({ bid: '-1.25', ask: '-0.75' })
})

test('names contracts as the orders of the session do, and starts with new names in each session', async () => {
  let follower: SessionHooks | undefined
  const definitions = [
    { con_id: 1, symbol: 'SPX', trading_class: 'SPX', multiplier: '100' },
    { con_id: 2, symbol: 'SPX', trading_class: 'SPXW', multiplier: '100' },
  ]
  const option = { instrument_type: 'OPT', maturity_date: '20261218', strike: '6700', right: 'C', exchange: 'SMART' }
  const { signal } = new AbortController()
  const open = () => {
    const names = new ContractNames()
    const request = async ({ path }: RequestInput) => {
      const sections = [{ secType: 'STK' }]
      if (path.endsWith('/search'))
        return ['NYSE', 'MEXI'].map((description, at) => ({ conid: `${at + 3}`, symbol: 'BP', description, sections }))
      return { ...option, ...definitions.find(({ con_id }) => path === `iserver/contract/${con_id}/info`) }
    }
    const lookup = new ContractLookup({ clock: manualClock(), names })
    const search = (text: string) => searchContracts(lookup, { request, signal }, text)
    return {
      names,
      opened: { onState: () => () => undefined, searchContracts: search, streams: { contractNames: names } } as never,
    }
  }
  const sessions = [open(), open()] as const
  let current = sessions[0]
  const contracts = new ContractsService(
    {
      follow: (hooks: SessionHooks) => {
        follower = hooks
      },
      require: () => current.opened,
      pacing: { report: () => undefined },
    } as never,
    manualClock(),
  )
  const nameOf = async (conid: number) => (await contracts.name(conid, signal))?.symbol
  follower?.attach?.(current.opened)
  // An order with the weekly option is listed first, and its row has no trading class.
  const row = { conid: 2, symbol: 'SPX', title: 'SPX', securityType: 'OPT', details: "DEC 18 '26 6700 Call" }
  const plain = 'SPX 18DEC26 6700 C'
  expect(current.names.of(row)).toBe(plain)
  expect([contracts.describe({ conid: 2 }).symbol, contracts.describe({ conid: 1 }).symbol]).toEqual([plain, '#1'])
  expect([await nameOf(2), await nameOf(1)]).toEqual([plain, `${plain} SPX`])
  current.names.of({ conid: 4, symbol: 'BP', securityType: 'STK', exchange: 'MEXI' })
  const found = await contracts.search('BP', signal)
  expect(found.map(({ symbol, ticker }) => [symbol, ticker])).toEqual([
    ['BP NYSE', 'BP'],
    ['BP', 'BP'],
  ])
  current = sessions[1]
  follower?.attach?.(current.opened)
  expect(contracts.describe({ conid: 1 }).symbol).toBe('#1')
  expect([await nameOf(1), current.names.of({ conid: 1 })]).toEqual([plain, plain])
})
