import type { ContractsService } from '../contracts/contracts-service.ts'
import type { Database } from '../database/database.ts'
import type { HostContext } from '../host-context.ts'
import { describeErrorForLog } from '../log/log.ts'
import type { HandlersOf } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { BenchmarkCloses } from './benchmark-closes.ts'
import { PerformanceRequests } from './performance-requests.ts'
import { RareResponses } from './rare-responses.ts'

export interface PortfolioNeeds {
  readonly session: SessionService
  readonly database: Database
  readonly contracts: ContractsService
}

export interface PortfolioArea {
  readonly handlers: HandlersOf<'performance'>
  dispose(): void
}

/** Creates the performance of the accounts of a profile in use. */
export function createPortfolio(
  { clock, log }: HostContext,
  { session, database, contracts }: PortfolioNeeds,
): PortfolioArea {
  const onProblem = (error: unknown): void => log.write('warning', 'response-not-stored', describeErrorForLog(error))
  const requests = new PerformanceRequests({
    clock,
    stored: new RareResponses(database, 'performance', onProblem),
    login: () => session.loginScope,
  })
  session.follow(requests)
  const benchmarks = new BenchmarkCloses({
    ...{ clock, session, contracts },
    stored: new RareResponses(database, 'closes', onProblem),
  })
  return {
    dispose: () => requests.detach(),
    handlers: {
      'performance.feed': ({ account }) => requests.source(account),
      'performance.benchmark': ({ conid }, { signal }) => benchmarks.read(conid, signal),
    },
  }
}
