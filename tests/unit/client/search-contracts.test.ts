import { expect, test } from 'vitest'
import { ContractLookup } from '../../../src/client/contracts/contract-lookup.ts'
import { searchContracts } from '../../../src/client/contracts/search-contracts.ts'
import { IbkrError, IbkrResponseError, type RequestInput } from '../../../src/client/index.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'

type Responses = Readonly<Record<'search' | 'info', unknown>>

/** Searches with the given responses by route. An error rejects. Returns conids, or the code of the failure. */
async function search(text: string, responses: Partial<Responses>) {
  const paths: string[] = []
  const request = async ({ path }: RequestInput) => {
    paths.push(path)
    if (path === 'trsrv/secdef') return { secdef: [] }
    const response = responses[path.endsWith('/search') ? 'search' : 'info']
    if (response instanceof Error) throw response
    return response
  }
  const lookup = new ContractLookup({ clock: { now: () => Date.UTC(2026, 11, 1) }, names: new ContractNames() })
  const found = searchContracts(lookup, { request, signal: new AbortController().signal }, text)
  const conids = await found.then(
    (matches) => matches.map(({ conid }) => conid),
    (error: { readonly code: string }) => error.code,
  )
  return { conids, reads: paths.filter((path) => path.endsWith('/info')).length }
}

const match = (conid: number, symbol: string) => ({ conid: String(conid), symbol, companyName: 'TOYOTA' })
const future = { con_id: 7203, local_symbol: 'ESZ6', instrument_type: 'FUT', exchange: 'CME' }
const failure = (status: number) =>
  new IbkrResponseError({ method: 'GET', path: '/', status, body: {}, text: '', headers: {} })

test('lists for digits the exact symbol, then the contract with this conid, then all others', async () => {
  const found = [match(1, '72030'), match(2, '7203')]
  expect(await search('7203', { search: found, info: future })).toEqual({ conids: [2, 7203, 1], reads: 1 })
  expect((await search('7203', { search: [match(1, '72030')], info: future })).conids).toEqual([7203, 1])
  expect((await search('7203', { search: [match(7203, '7203')], info: future })).conids).toEqual([7203])
  const named = [match(1, 'A'), match(7203, 'B')]
  expect((await search('7203', { search: named, info: future })).conids).toEqual([7203, 1])
})

test.each(['AAPL', '7203.T', '07203', '0'])('reads no contract by its conid for "%s"', async (text) => {
  expect(await search(text, { search: [match(1, text)], info: future })).toEqual({ conids: [1], reads: 0 })
})

test('lists what it found if IBKR knows only the symbol or only the conid', async () => {
  expect((await search('7203', { search: [match(2, '7203')], info: failure(500) })).conids).toEqual([2])
  expect((await search('7203', { search: [], info: failure(404) })).conids).toBe('contract-not-found')
  expect((await search('7203', { search: failure(404), info: future })).conids).toEqual([7203])
})

test('fails if the search by symbol fails, and if a read is cancelled or rate limited', async () => {
  expect((await search('7203', { search: failure(503), info: failure(503) })).conids).toBe('service-unavailable')
  expect((await search('7203', { search: failure(503), info: future })).conids).toBe('service-unavailable')
  expect((await search('7203', { search: failure(429), info: future })).conids).toBe('too-many-requests')
  expect((await search('7203', { search: [], info: failure(429) })).conids).toBe('too-many-requests')
  const aborted = new IbkrError('aborted', 'Aborted.')
  expect((await search('7203', { search: [match(2, '7203')], info: aborted })).conids).toBe('aborted')
  expect((await search('7203', { search: aborted, info: future })).conids).toBe('aborted')
})

test('leaves out issuers of bonds, which have neither a symbol nor a conid', async () => {
  const issuer = { conid: '2147483647', symbol: null, companyHeader: 'Corporate Fixed Income' }
  expect((await search('IBM', { search: [match(8314, 'IBM'), issuer] })).conids).toEqual([8314])
})
