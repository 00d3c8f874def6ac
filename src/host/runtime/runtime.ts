import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { HandlersOf, Services } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'

/** The handlers of calls and streams that concern the profile of the window. */
export type RuntimeServices = HandlersOf<
  | 'session'
  | 'connection'
  | 'contracts'
  | 'profit'
  | 'inbox'
  | 'orders'
  | 'killSwitch'
  | 'requests'
  | 'stream'
  | 'socket'
  | 'executions'
  | 'positions'
  | 'totals'
  | 'allocation'
  | 'performance'
  | 'localAlerts'
> &
  Pick<
    Services,
    | 'profiles.feed'
    | 'safety.arm'
    | 'safety.disarm'
    | 'guardRails.check'
    | 'ticket.rules'
    | 'ticket.algorithms'
    | 'ticket.sizing'
    | 'ticket.preview'
  >

/** The handlers that all windows share, whatever their profile. */
export type SharedServices = Omit<Services, keyof RuntimeServices>

/** Everything that belongs to one profile in use, from its session to its journal. */
export interface Runtime {
  readonly session: SessionService
  /** Requests that are not sent yet. */
  readonly unsent: UnsentRequests
  readonly handlers: RuntimeServices
  /** The run of the kill switch that is in progress; undefined if there is none. */
  readonly killSwitchRun: Promise<unknown> | undefined
  /** Resolves when what is still in memory is written, or could not be written. */
  written(): Promise<void>
  /** Ends the use of the profile: closes its session, and writes what is still in memory. */
  dispose(): Promise<void>
}
