import type { OrderTicket } from '../../shared/contract/schemas.ts'
import type { AlgorithmInfo, ContractRules, OrderPreview, OrderSizing } from '../../shared/contract/ticket-views.ts'
import { type ContractId, comboLegs, readLegs } from '../../shared/domain/combo.ts'
import { contractKindOf } from '../../shared/domain/contract-kind.ts'
import { fieldsOf, numberOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { readPortfolioAccounts } from '../account/portfolio-accounts.ts'
import type { ContractsService } from '../contracts/contracts-service.ts'
import type { HostContext } from '../host-context.ts'
import { createPreviewInput } from '../order-requests/order-ticket.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf, Services } from '../service-types.ts'
import { BY_PERSON, type ReadSession } from '../session/read-session.ts'
import { sendReads } from '../session/send-reads.ts'
import type { SessionService } from '../session/session-service.ts'
import { combineRules } from './combo-rules.ts'
import { readAlgorithms } from './read-algorithms.ts'
import { readContractRules, readCutOffs } from './read-contract-rules.ts'
import { readOrderPreview } from './read-order-preview.ts'
import { TicketDefaultsService } from './ticket-defaults.ts'

export interface TicketNeeds {
  readonly session: SessionService
  readonly contracts: ContractsService
  /** Called with IBKR's response about a contract and its rules. */
  readonly onRules: (conid: number, body: unknown) => void
}

export interface TicketArea {
  readonly handlers: Omit<HandlersOf<'ticket'>, keyof TicketDefaultsArea['handlers']>
}

const isEmpty = (body: unknown): boolean => Object.keys(fieldsOf(body)).length === 0

/** Creates the reads that the review of an order needs. They place and change no orders. */
export function createTicket({ session, contracts, onRules }: TicketNeeds): TicketArea {
  const read = <T>(send: (session: ReadSession) => Promise<T>): Promise<T> => sendReads(session, send)

  async function readRules(conid: number, signal: AbortSignal): Promise<ContractRules> {
    const input = { path: { conid }, query: { isBuy: true }, signal }
    const body = await read((current) =>
      current.request('GET /iserver/contract/{conid}/info-and-rules', input, BY_PERSON),
    )
    onRules(conid, body)
    const rules = readContractRules(conid, body)
    return contractKindOf(rules.assetClass) === 'future' ? { ...rules, ...(await readCutOffDays(body, input)) } : rules
  }

  /** Reads the cut-off days of a future. Without them, the ticket still shows its last trading day. */
  async function readCutOffDays(
    contract: unknown,
    { path, signal }: { readonly path: { readonly conid: number }; readonly signal: AbortSignal },
  ): Promise<Partial<ContractRules>> {
    const symbols = textOf(fieldsOf(contract)['symbol'])
    if (symbols === undefined) return {}
    const list = read((current) => current.request('GET /trsrv/futures', { query: { symbols }, signal }, BY_PERSON))
    return readCutOffs(path.conid, await list.catch(() => undefined))
  }

  async function readContractOrComboRules({ conid, conidex }: ContractId, signal: AbortSignal): Promise<ContractRules> {
    const legs = comboLegs(conidex)
    if (conidex === undefined || legs === undefined) return readRules(conid, signal)
    const read = readLegs(legs).map(async (leg) => {
      const rules = await readRules(leg.conid, signal)
      const contract = (await contracts.name(leg.conid, signal, BY_PERSON)) ?? contracts.describe(leg)
      return { ...leg, rules, name: contract.symbol }
    })
    return combineRules({ conid, conidex }, await Promise.all(read))
  }

  async function readContractAlgorithms(conid: number, signal: AbortSignal): Promise<readonly AlgorithmInfo[]> {
    const input = { path: { conid }, query: { addParams: 1, addDescription: 1 }, signal } as const
    const request = async () =>
      readAlgorithms(await read((current) => current.request('GET /iserver/contract/{conid}/algos', input, BY_PERSON)))
    const first = await request()
    // IBKR's first response may be empty: it only requests the list from the backend.
    return first.length > 0 ? first : request()
  }

  async function readSizing(
    accountId: string,
    { conid, conidex }: ContractId,
    signal: AbortSignal,
  ): Promise<OrderSizing> {
    const isCombo = conidex !== undefined
    const readBoth = (current: ReadSession) =>
      Promise.all([
        // The conid of a combo stands for all combos of its currency, and IBKR has positions only in the legs.
        isCombo
          ? undefined
          : current.request(
              'GET /portfolio/{accountId}/position/{conid}',
              { path: { accountId, conid }, signal },
              BY_PERSON,
            ),
        current.request('GET /portfolio/{accountId}/summary', { path: { accountId }, signal }, BY_PERSON),
      ])
    const [positions, summary] = await read(async (current) => {
      const both = await readBoth(current)
      if (!isEmpty(both[1])) return both
      // Both are empty until the portfolio accounts were read, so an empty list of positions would say nothing.
      await readPortfolioAccounts(current, { signal, isAgain: true })
      return await readBoth(current)
    })
    if (isEmpty(summary)) return {}
    const row = rowsOf(positions).find((each) => numberOf(each['conid']) === conid)
    const { amount, currency } = fieldsOf(fieldsOf(summary)['buyingpower'])
    const [averagePrice, power, unit] = [numberOf(row?.['avgPrice']), numberOf(amount), textOf(currency)]
    return {
      // IBKR returns an empty list if there is no position.
      ...(!isCombo && { position: numberOf(row?.['position']) ?? 0 }),
      ...(averagePrice !== undefined && { averagePrice }),
      ...(power !== undefined && unit !== undefined && { buyingPower: { amount: power, currency: unit } }),
    }
  }

  const quoteOf = ({ conid, conidex }: OrderTicket, signal: AbortSignal) =>
    conidex === undefined ? contracts.quote(conid, signal) : contracts.quoteCombo({ conid, conidex }, signal)

  async function preview(order: OrderTicket, signal: AbortSignal): Promise<OrderPreview> {
    const input = createPreviewInput(order)
    // Requests a snapshot first, because IBKR otherwise warns about missing market data.
    if (!contracts.hasQuoted(order)) await quoteOf(order, signal).catch(() => undefined)
    const send = (current: ReadSession) =>
      current.request('POST /iserver/account/{accountId}/orders/whatif', { ...input, signal }, BY_PERSON)
    return readOrderPreview(await read(send))
  }

  return {
    handlers: {
      'ticket.rules': (contract, { signal }) => readContractOrComboRules(contract, signal),
      'ticket.algorithms': ({ conid }, { signal }) => readContractAlgorithms(conid, signal),
      'ticket.sizing': ({ accountId, ...contract }, { signal }) => readSizing(accountId, contract, signal),
      'ticket.preview': (order, { signal }) => preview(order, signal),
    },
  }
}

export interface TicketDefaultsArea {
  readonly handlers: Pick<Services, 'ticket.defaults' | 'ticket.saveDefaults'>
}

/** Creates the starting values of the ticket, of all profiles. */
export function createTicketDefaults(
  { home, clock, notices }: HostContext,
  { list }: { readonly list: ProfileList },
): TicketDefaultsArea {
  const profileIds = () => list.profiles.map(({ id }) => id)
  const defaults = new TicketDefaultsService({ home, now: clock.now, profileIds })
  notices.add(defaults.notice)
  return {
    handlers: {
      'ticket.defaults': () => defaults.feed,
      'ticket.saveDefaults': async ({ profileId, assetClass, defaults: values }) =>
        defaults.save(profileId, assetClass, values),
    },
  }
}
