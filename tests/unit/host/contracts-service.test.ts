import { describe, expect, test } from 'vitest'
import { IbkrError, IbkrResponseError, type SessionState, type SessionSupervisor } from '../../../src/client/index.ts'
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
  expect(contracts.hasQuoted(8314)).toBe(false)
  await read()
  change('ready')
  expect(contracts.hasQuoted(8314)).toBe(true)
  change('connecting')
  expect(contracts.hasQuoted(8314)).toBe(false)
  await read()
  expect(contracts.hasQuoted(8314)).toBe(true)
  attach()
  expect(contracts.hasQuoted(8314)).toBe(false)
})

test('names contracts as the orders of the session do, and starts with new names in each session', async () => {
  let follower: SessionHooks | undefined
  const definitions = [
    { con_id: 1, symbol: 'SPX', trading_class: 'SPX', multiplier: '100' },
    { con_id: 2, symbol: 'SPX', trading_class: 'SPXW', multiplier: '100' },
  ]
  const option = { instrument_type: 'OPT', maturity_date: '20261218', strike: '6700', right: 'C', exchange: 'SMART' }
  const open = () => {
    const names = new ContractNames()
    const request = async (route: string, { path }: { readonly path?: { readonly conid: number } }) => {
      const sections = [{ secType: 'STK' }]
      if (route.endsWith('/search'))
        return ['NYSE', 'MEXI'].map((description, at) => ({ conid: `${at + 3}`, symbol: 'BP', description, sections }))
      return { ...option, ...definitions.find(({ con_id }) => con_id === path?.conid) }
    }
    return { names, opened: { onState: () => () => undefined, request, streams: { contractNames: names } } as never }
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
  const { signal } = new AbortController()
  const nameOf = async (conid: number) => (await contracts.name(conid, signal))?.symbol
  follower?.attach?.(current.opened)
  // An order with the weekly option is listed first, and its row has no trading class.
  const row = { conid: 2, symbol: 'SPX', title: 'SPX', securityType: 'OPT', details: "DEC 18 '26 6700 Call" }
  const plain = 'SPX 18DEC26 6700 C'
  expect(current.names.of(row)).toBe(plain)
  expect([contracts.describe(2).symbol, contracts.describe(1).symbol]).toEqual([plain, '#1'])
  expect([await nameOf(2), await nameOf(1)]).toEqual([plain, `${plain} SPX`])
  current.names.of({ conid: 4, symbol: 'BP', securityType: 'STK', exchange: 'MEXI' })
  const found = await contracts.search('BP', signal)
  expect(found.map(({ symbol, ticker }) => [symbol, ticker])).toEqual([
    ['BP NYSE', 'BP'],
    ['BP', 'BP'],
  ])
  current = sessions[1]
  follower?.attach?.(current.opened)
  expect(contracts.describe(1).symbol).toBe('#1')
  expect([await nameOf(1), current.names.of({ conid: 1 })]).toEqual([plain, plain])
})

describe('a search for digits', () => {
  type Responses = Readonly<Record<'search' | 'info', unknown>>

  /** Searches with the given responses by route. An error rejects. */
  async function search(text: string, responses: Partial<Responses>) {
    const routes: string[] = []
    const opened = {
      request: async (route: string) => {
        routes.push(route)
        const response = responses[route.endsWith('/search') ? 'search' : 'info']
        if (response instanceof Error) throw response
        return response
      },
    }
    const session = { follow: () => undefined, require: () => opened, pacing: { report: () => undefined } } as never
    const found = new ContractsService(session, manualClock()).search(text, new AbortController().signal)
    const conids = await found.then(
      (matches) => matches.map(({ conid }) => conid),
      (error: { readonly code: string }) => error.code,
    )
    return { conids, reads: routes.filter((route) => route.endsWith('/info')).length }
  }

  const match = (conid: number, symbol: string) => ({ conid: String(conid), symbol, companyName: 'TOYOTA' })
  const future = { con_id: 7203, local_symbol: 'ESZ6', instrument_type: 'FUT', exchange: 'CME' }
  const failure = (status: number) =>
    new IbkrResponseError({ method: 'GET', path: '/', status, body: {}, text: '', headers: {} })

  test('lists the exact symbol, then the contract with this conid, then all others', async () => {
    const found = [match(1, '72030'), match(2, '7203')]
    expect(await search('7203', { search: found, info: future })).toEqual({ conids: [2, 7203, 1], reads: 1 })
    expect((await search('7203', { search: [match(1, '72030')], info: future })).conids).toEqual([7203, 1])
    expect((await search('7203', { search: [match(7203, '7203')], info: future })).conids).toEqual([7203])
    expect((await search('7203', { search: [match(1, 'A'), match(7203, 'B')], info: future })).conids).toEqual([
      7203, 1,
    ])
  })

  test.each(['AAPL', '7203.T', '07203', '0', '99999999999999999999'])('reads no contract for "%s"', async (text) => {
    expect(await search(text, { search: [match(1, text)], info: future })).toEqual({ conids: [1], reads: 0 })
  })

  test('lists what it found if IBKR knows only the symbol or only the conid', async () => {
    expect((await search('7203', { search: [match(2, '7203')], info: failure(500) })).conids).toEqual([2])
    expect((await search('7203', { search: [], info: failure(404) })).conids).toEqual([])
    expect((await search('7203', { search: failure(404), info: future })).conids).toEqual([7203])
  })

  test('fails if the search by symbol fails, and if a read is cancelled or rate limited', async () => {
    expect((await search('7203', { search: failure(503), info: failure(503) })).conids).toBe('upstream')
    expect((await search('7203', { search: failure(503), info: future })).conids).toBe('upstream')
    expect((await search('7203', { search: failure(429), info: future })).conids).toBe('upstream')
    expect((await search('7203', { search: [], info: failure(429) })).conids).toBe('upstream')
    const aborted = new IbkrError('aborted', 'Aborted.')
    expect((await search('7203', { search: [match(2, '7203')], info: aborted })).conids).toBe('cancelled')
    expect((await search('7203', { search: aborted, info: future })).conids).toBe('cancelled')
  })
})
