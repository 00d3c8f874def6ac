import { z } from 'zod'
import type { Clock } from '../../client/index.ts'
import type { BenchmarkView } from '../../shared/contract/account-views.ts'
import { readDailyCloses, tradingDay } from '../../shared/domain/performance.ts'
import type { ContractsService } from '../contracts/contracts-service.ts'
import { HostError } from '../host-error.ts'
import type { SessionService } from '../session/session-service.ts'
import type { RareResponses } from './rare-responses.ts'

const savedCloses = z.object({
  currency: z.string().optional(),
  days: z.array(z.string()),
  closes: z.array(z.number()),
})

export interface BenchmarkOptions {
  readonly clock: Clock
  readonly session: Pick<SessionService, 'require' | 'loginScope'>
  readonly contracts: Pick<ContractsService, 'history' | 'name'>
  readonly stored: RareResponses
}

/** Daily closes of benchmarks, each requested once per trading day. */
export class BenchmarkCloses {
  readonly #options: BenchmarkOptions

  constructor(options: BenchmarkOptions) {
    this.#options = options
  }

  /**
   * Returns the daily closes of a contract.
   * @throws HostError `not-connected`, `upstream`, `not-found` without closes
   */
  async read(conid: number, signal: AbortSignal): Promise<BenchmarkView> {
    const { clock, session, contracts, stored } = this.#options
    session.require()
    const login = session.loginScope ?? ''
    const now = clock.now()
    const { response } = (await stored.read(login)).get(String(conid)) ?? {}
    const saved = savedCloses.safeParse(response?.body)
    if (response !== undefined && saved.success && tradingDay(response.at) === tradingDay(now))
      return present(saved.data)
    const { bars } = await contracts.history(conid, 0, signal)
    const closes = readDailyCloses(bars, now)
    if (closes.days.length === 0) throw new HostError('not-found', 'IBKR has no daily closes of this contract.')
    const currency = (await contracts.name(conid, signal))?.currency
    const view: BenchmarkView = { ...closes, ...(currency !== undefined && { currency }) }
    await stored.save(login, String(conid), { askedAt: now, response: { body: view, at: now } })
    return view
  }
}

const present = ({ currency, days, closes }: z.infer<typeof savedCloses>): BenchmarkView => ({
  ...{ days, closes },
  ...(currency !== undefined && { currency }),
})
