import type { ProfilesView } from '../../shared/contract/views.ts'
import { createAccount, createProfit } from '../account/create-account.ts'
import { createContracts } from '../contracts/create-contracts.ts'
import type { Database } from '../database/database.ts'
import { createFeed } from '../feed.ts'
import type { SavedResponseBodies } from '../files/saved-response-bodies.ts'
import type { GuardRailSettingsArea } from '../guard-rails/create-guard-rail-settings.ts'
import { createGuardRails } from '../guard-rails/create-guard-rails.ts'
import { describeTrading } from '../guard-rails/describe-trading.ts'
import { outgoingOf } from '../guard-rails/guard-rails-service.ts'
import type { HistoryArea } from '../history/history-service.ts'
import type { HostContext } from '../host-context.ts'
import { createInbox } from '../inbox/create-inbox.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import type { JournalService } from '../journal/journal-service.ts'
import { createLocalAlerts } from '../local-alerts/create-local-alerts.ts'
import type { StoredLocalAlerts } from '../local-alerts/stored-local-alerts.ts'
import { createNotifier } from '../notifications/create-notifier.ts'
import type { NotificationsService } from '../notifications/notifications-service.ts'
import { createOrders } from '../orders/create-orders.ts'
import { KillSwitch } from '../orders/kill-switch.ts'
import { createPortfolio } from '../portfolio/create-portfolio.ts'
import type { Profile } from '../profiles/profile.ts'
import type { BodyMemoryBudget } from '../requests/body-memory-budget.ts'
import { createRequests } from '../requests/create-requests.ts'
import { UnsentRequests } from '../safety/unsent-requests.ts'
import { createSession, type SessionNeeds } from '../session/create-session.ts'
import { PendingQuestion } from '../session/pending-question.ts'
import { createStream } from '../stream/create-stream.ts'
import { createTicket } from '../ticket/create-ticket.ts'
import { createTrading, type TradingNeeds } from '../trading/create-trading.ts'
import type { Runtime } from './runtime.ts'

/** What all profiles in use share. */
export interface RuntimeNeeds extends Omit<SessionNeeds, 'unsent' | 'options'> {
  readonly options: SessionNeeds['options'] & TradingNeeds['options']
  readonly database: Database
  readonly bodies: SavedResponseBodies
  readonly budget: BodyMemoryBudget
  readonly journal: JournalService
  readonly createRecorder: HistoryArea['createRecorder']
  readonly notifications: NotificationsService
  readonly guardRailSettings: GuardRailSettingsArea
  readonly storedAlerts: StoredLocalAlerts
}

/**
 * Creates everything that belongs to one profile in use, in the order of the layers. `dispose` ends all of it. Nothing
 * of one profile is reachable from another one.
 */
export function createRuntime(context: HostContext, profile: Profile, needs: RuntimeNeeds): Runtime {
  const { clock } = context
  const { list, database, journal, notifications, guardRailSettings, storedAlerts, budget } = needs
  const bodies: Pick<SavedResponseBodies, 'save'> = { save: (body) => needs.bodies.save(body, profile.id) }

  const unsent = new UnsentRequests(clock)
  const { session, connection, ...ofSession } = createSession(context, profile, { ...needs, unsent })
  const contracts = createContracts(context, { session })
  const nameContract = (conid: number): string => contracts.contracts.describe({ conid }).symbol
  const { profit, ...ofProfit } = createProfit(context, { session, database })

  const notifier = createNotifier(context, { session, notifications })
  const { inbox, ...ofInbox } = createInbox(context, { session, database, announce: notifier.announce })
  notifier.watchConnection(inbox)
  const report = (event: InboxEvent): void => {
    inbox.record(event)
    notifier.announce(event)
  }
  const record = needs.createRecorder(session, ({ effect, ...request }) =>
    effect === 'read' ? undefined : describeTrading(request, nameContract),
  )

  const question = new PendingQuestion()
  const { guardRails, ...ofGuardRails } = createGuardRails(context, {
    session,
    settings: guardRailSettings,
    contracts: contracts.contracts,
    question,
    profit,
    orderList: {
      current: () => (feed.freshness.isCurrent ? feed.orders() : undefined),
      requestedAt: () => feed.listRequestedAt,
      covers: (account) => feed.covers(account),
      watch: (onChange) => feed.feed.subscribe(onChange),
    },
  })
  contracts.onQuote((quote) => guardRails.noteQuote(quote))
  const { options } = needs
  const { gate, permissions } = createTrading(context, { session, unsent, question, guardRails, record, options })
  gate.follow({
    onResult: ({ input, asked }, result) => guardRails.noteResult(outgoingOf(input), result, asked),
  })
  const ofGate = { session, question, gate }
  const { feed, ...ofOrders } = createOrders(context, { ...ofGate, database, journal, connection, report, contracts })
  const killSwitch = new KillSwitch({ clock, session, unsent, feed, gate, permissions })
  const requests = createRequests(context, { ...ofGate, unsent, record, feed, bodies, budget })

  const ticket = createTicket({
    session,
    contracts: contracts.contracts,
    onRules: (conid, body) => guardRails.noteContract(conid, body),
  })
  const stream = createStream(context, { session, bodies, gate, quotes: contracts.quotes })
  const account = createAccount(context, { session, orders: feed })
  const portfolio = createPortfolio(context, { session, database, contracts: contracts.contracts })
  const localAlerts = createLocalAlerts(context, {
    stored: storedAlerts,
    session,
    quotes: contracts.quotes,
    orders: feed,
    profit,
    readRules: ticket.handlers['ticket.rules'],
    report,
  })

  const profiles = createFeed<ProfilesView, ProfilesView>(() => ({ ...list.view(), selectedId: profile.id }))
  const stopFollowingList = list.feed.subscribe(() => profiles.push([profiles.snapshot()]))

  return {
    session,
    unsent,
    async written() {
      await Promise.all([ofOrders.written(), inbox.saved()])
    },
    get killSwitchRun() {
      return killSwitch.running
    },
    async dispose() {
      stopFollowingList()
      await ofSession.dispose()
      localAlerts.dispose()
      account.dispose()
      portfolio.dispose()
      ofGuardRails.dispose()
      ofProfit.dispose()
      notifier.dispose()
      needs.bodies.dropOf(profile.id)
      await Promise.all([ofOrders.dispose(), ofInbox.dispose()])
    },
    handlers: {
      'profiles.feed': () => profiles,
      ...ofSession.handlers,
      ...contracts.handlers,
      ...ofProfit.handlers,
      ...ofInbox.handlers,
      ...ofGuardRails.handlers,
      ...ofOrders.handlers,
      'killSwitch.run': ({ profileId }) => killSwitch.run(profileId),
      ...requests.handlers,
      ...ticket.handlers,
      ...stream.handlers,
      ...account.handlers,
      ...portfolio.handlers,
      ...localAlerts.handlers,
    },
  }
}
