import { describe, expect, it } from 'vitest'
import { type ContractDescription, IbkrContractError, type OptionChain } from '../../../src/client/index.ts'
import { type Supervised, supervise } from './simulator-fixture.ts'
import { skipUntil } from './skippable-clock.ts'

async function up(options: Parameters<typeof supervise>[0] = {}): Promise<Supervised> {
  const supervised = await supervise({ mode: 'gateway', pacing: 'enforce', ...options }, { socket: false })
  await supervised.session.ready()
  return supervised
}

/** Returns the queries of a path that the simulator received. */
const queries = ({ simulator }: Supervised, path: string): readonly string[] =>
  simulator.record.requests({ path: `/v1/api/${path}` }).map(({ query }) => query)

async function contractsOf(
  chain: OptionChain,
  onContract: (contract: ContractDescription) => void = () => undefined,
): Promise<readonly ContractDescription[]> {
  const contracts: ContractDescription[] = []
  for await (const contract of chain.contracts()) {
    contracts.push(contract)
    onContract(contract)
  }
  return contracts
}

/** Resolves when a snapshot has a price of a contract. The first one only requests it. */
async function untilQuoted({ session, clock }: Supervised, conid: number): Promise<void> {
  for (;;) {
    const input = { query: { conids: [conid], fields: ['31'] } } as const
    const [row] = await session.request('GET /iserver/marketdata/snapshot', input)
    if (row?.['31'] !== undefined) return
    await new Promise<void>((resolve) => clock.after(100, resolve))
  }
}

/** Returns code and message of the error of a search. */
const problemOf = async ({ session, clock }: Supervised, text: string): Promise<string> => {
  const error: unknown = await skipUntil(clock, session.findContract(text)).catch((reason: unknown) => reason)
  if (!IbkrContractError.is(error)) throw error
  return `${error.code}: ${error.message}`
}

describe('finding a contract by a text', () => {
  it('finds stocks, options, futures and pairs, and warms up what IBKR requires', async () => {
    const supervised = await up()
    const { session, clock } = supervised
    const find = (text: string) => skipUntil(clock, session.findContract(text))
    expect(await find(' aapl ')).toMatchObject({ conid: 265598, name: 'AAPL', exchange: 'NASDAQ', currency: 'USD' })
    expect(await find('#265598')).toMatchObject({ conid: 265598, securityType: 'STK' })
    expect(await find('eurusd')).toMatchObject({ name: 'EUR.USD', securityType: 'CASH', currency: 'USD' })
    const [future] = await skipUntil(clock, session.futuresChain('es', { count: 1 }))
    expect(future).toMatchObject({ securityType: 'FUT', exchange: 'CME', multiplier: 50, symbol: 'ES' })
    expect(await find(future?.name.toLowerCase() ?? '')).toEqual(future)
    // A weekly, which IBKR lists only in the response for one strike.
    const chain = await skipUntil(clock, session.optionChain('AAPL', { each: 0 }))
    const options = await skipUntil(clock, contractsOf(chain))
    const days = [...new Set(options.map(({ expiry }) => expiry))]
    expect(days.length).toBeGreaterThan(1)
    for (const option of options) expect(await find(option.name)).toEqual(option)
    expect(options[0]).toMatchObject({
      tradingClass: 'AAPL',
      multiplier: 100,
      underlyingConid: 265598,
      currency: 'USD',
    })
  })

  it('states what is wrong and what to do', async () => {
    const supervised = await up()
    const { session, clock } = supervised
    const chain = await skipUntil(clock, session.optionChain('AAPL', { each: 0 }))
    const [strike = 0] = chain.strikes
    const month = chain.month.slice(2)
    expect(await problemOf(supervised, `AAPL ${chain.month} ${strike + 1} C`)).toMatch(
      new RegExp(
        `^contract-not-found: AAPL has no strike ${strike + 1} in [A-Z]{3}${month.slice(0, 2)}. The nearest: `,
      ),
    )
    expect(await problemOf(supervised, 'AAPL 20JAN20 250 C')).toBe(
      'contract-expired: AAPL options of 20JAN20 have expired. IBKR lists only contracts that have not expired.',
    )
    expect(await problemOf(supervised, 'ES JAN20')).toMatch(/^contract-expired: ES JAN20 has expired. IBKR lists ES /)
    expect(await problemOf(supervised, 'ES JAN99')).toMatch(/^contract-not-found: IBKR lists no future ES JAN99. IBKR /)
    expect(await problemOf(supervised, 'US0378331005')).toBe(
      'contract-not-found: No contract for the ISIN US0378331005. IBKR documents no search by ISIN. ' +
        'Enter the symbol or the conid.',
    )
    expect(await problemOf(supervised, 'AAPL 250 C')).toMatch(/^contract-not-found: Add the expiry of the option/)
    expect(await problemOf(supervised, 'AAP')).toMatch(
      /^contract-not-found: No contract is exactly “AAP”. Found: AAPL /,
    )
    expect(await problemOf(supervised, 'AAPL 15JAN27')).toBe(
      'contract-not-found: IBKR lists no futures of AAPL. For an option, add strike and right: AAPL 15JAN27 100 C.',
    )
    const none = 'Check the spelling of the symbol, or enter the conid.'
    expect(await problemOf(supervised, 'qq b')).toBe(`contract-not-found: No contract for “QQ B”. ${none}`)
    expect(queries(supervised, 'iserver/secdef/search').slice(-2)).toEqual(['symbol=QQ+B', 'symbol=QQ.B'])
  })

  it('finds a symbol with a dot by its other spellings', async () => {
    const { session, clock } = await up()
    expect(await skipUntil(clock, session.findContract('bp.'))).toMatchObject({ symbol: 'BP.', currency: 'GBP' })
    const listed = await skipUntil(clock, session.searchContracts('bp lse'))
    expect(listed).toMatchObject([{ symbol: 'BP.', exchange: 'LSE' }])
  })
})

describe('an option chain', () => {
  it('returns strikes without requests for contracts, and reads contracts as fast as pacing allows', async () => {
    const supervised = await up()
    const { session, clock } = supervised
    const started = clock.monotonic()
    const chain = await skipUntil(clock, session.optionChain('AAPL', { each: 10 }))
    expect(chain.strikes.length).toBeGreaterThan(10)
    expect(queries(supervised, 'iserver/secdef/info')).toEqual([])
    const opened = clock.monotonic()
    let quotedAt: Promise<number> | undefined
    const contracts = await skipUntil(
      clock,
      contractsOf(chain, ({ conid }) => {
        quotedAt ??= untilQuoted(supervised, conid).then(() => clock.monotonic())
      }),
    )
    // The first quotes do not wait until all contracts are read.
    expect((await skipUntil(clock, quotedAt ?? Promise.reject(new Error('no contract')))) - opened).toBeLessThan(2_000)
    const sent = queries(supervised, 'iserver/secdef').length + queries(supervised, 'iserver/secdef/info').length
    expect(clock.monotonic() - started).toBeLessThan((sent / 10) * 1_000 + 2_000)
    for (const right of ['C', 'P']) {
      const found = new Set(contracts.filter((each) => each.right === right).map(({ strike }) => strike))
      expect([...found].sort()).toEqual(chain.strikes)
    }
    expect(new Set(contracts.map(({ conid }) => conid)).size).toBe(contracts.length)
    const infos = queries(supervised, 'iserver/secdef/info').length
    expect(infos).toBeLessThanOrEqual(chain.strikes.length + 3)

    // Opened again on the same day, it needs no info call.
    const again = await skipUntil(clock, session.optionChain(265598, { each: 10 }))
    expect(await skipUntil(clock, contractsOf(again))).toHaveLength(contracts.length)
    expect(queries(supervised, 'iserver/secdef/info')).toHaveLength(infos)
  })

  it('sends no more requests after the loop ends or the signal aborts', async () => {
    const supervised = await up()
    const { session, clock } = supervised
    const chain = await skipUntil(clock, session.optionChain('AAPL'))
    const first = (async () => {
      for await (const contract of chain.contracts()) return contract
      return undefined
    })()
    expect(await skipUntil(clock, first)).toMatchObject({ symbol: 'AAPL' })
    const infos = queries(supervised, 'iserver/secdef/info').length
    expect(infos).toBeLessThan(chain.strikes.length)
    const controller = new AbortController()
    const aborted = await skipUntil(clock, session.optionChain('IBM', { signal: controller.signal }))
    controller.abort()
    await expect(contractsOf(aborted)).rejects.toMatchObject({ code: 'aborted' })
    await expect(session.findContract('IBM', { signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' })
  })
})
