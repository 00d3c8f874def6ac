import type { GuardRailsService } from '../guard-rails/guard-rails-service.ts'
import type { RequestRecorder } from '../history/sent-request.ts'
import type { HostContext } from '../host-context.ts'
import { describeErrorForLog } from '../log/log.ts'
import { type OutsideNotice, UnarmedUseNotices } from '../safety/unarmed-use.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { PendingQuestion } from '../session/pending-question.ts'
import type { SessionService } from '../session/session-service.ts'
import { Gate } from './gate.ts'
import { Permissions } from './permission.ts'

export interface TradingNeeds {
  readonly session: SessionService
  readonly guardRails: GuardRailsService
  readonly unsent: UnsentRequests
  readonly question: PendingQuestion
  readonly record: RequestRecorder
  readonly options: { readonly notifyOutside: (notice: OutsideNotice) => void }
}

export interface TradingArea {
  readonly gate: Gate
  readonly permissions: Permissions
}

/** Creates the gate of a profile in use: the only way in which anything but a read is sent. */
export function createTrading({ clock, log }: HostContext, { options, ...needs }: TradingNeeds): TradingArea {
  const { session } = needs
  const unarmedUse = new UnarmedUseNotices({
    clock,
    profile: () => ({ name: session.profile.name, environment: session.environment }),
    notify: options.notifyOutside,
  })
  session.follow({ detach: () => unarmedUse.flush() })
  const permissions = new Permissions({
    session,
    onUnarmedUse(what) {
      log.write('warning', 'sent-while-not-armed')
      unarmedUse.add(what)
    },
  })
  const onListenerFailed = (error: unknown): void => log.write('error', 'request-not-noted', describeErrorForLog(error))
  return { permissions, gate: new Gate({ ...needs, permissions, onListenerFailed }) }
}
