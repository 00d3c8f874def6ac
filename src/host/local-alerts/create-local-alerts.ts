import { hasPositivePrices } from '../../shared/domain/price-increments.ts'
import type { ProfitRow } from '../../shared/domain/profit.ts'
import type { AccountFeed } from '../account/account-feed.ts'
import type { LiveQuotes } from '../contracts/live-quotes.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import { describeErrorForLog } from '../log/log.ts'
import type { OrderFeed } from '../orders/order-feed.ts'
import type { HandlersOf } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { LocalAlertsService } from './local-alerts-service.ts'
import type { StoredLocalAlerts } from './stored-local-alerts.ts'

export interface LocalAlertsNeeds {
  readonly stored: StoredLocalAlerts
  readonly session: SessionService
  readonly quotes: LiveQuotes
  readonly orders: OrderFeed
  readonly profit: AccountFeed<ProfitRow>
  readonly readRules: HandlersOf<'ticket'>['ticket.rules']
  readonly report: (event: InboxEvent) => void
}

export interface LocalAlertsArea {
  readonly handlers: HandlersOf<'localAlerts'>
  dispose(): void
}

/** Creates the local alerts of a profile in use. */
export function createLocalAlerts(context: HostContext, needs: LocalAlertsNeeds): LocalAlertsArea {
  const { stored, session, quotes, orders, profit, readRules, report } = needs
  const service = new LocalAlertsService({
    clock: context.clock,
    stored,
    profileId: session.profile.id,
    quotes,
    orders,
    profit: profit.feed,
    orderScope: () => session.dataScope,
    report,
    onProblem: (error) => context.log.write('warning', 'local-alerts-not-saved', describeErrorForLog(error)),
  })
  session.follow(service)
  return {
    dispose: () => service.close(),
    handlers: {
      'localAlerts.feed': () => service.feed,
      async 'localAlerts.save'({ profileId, id, on, condition }, call) {
        if (on && condition.kind === 'price' && condition.level <= 0) {
          const { canBeNegative, assetClass } = await readRules({ conid: condition.conid }, call)
          if (hasPositivePrices(canBeNegative, assetClass)) {
            throw new HostError(
              'invalid-input',
              `Enter a price greater than 0: ${condition.symbol} has no price at or below 0.`,
            )
          }
        }
        return service.save(profileId, id, on, condition)
      },
      'localAlerts.remove': async ({ profileId, id }) => service.remove(profileId, id),
    },
  }
}
