import type { Clock } from '../../client/index.ts'
import type { PenaltyBox } from '../../client/unpublished.ts'
import { collectGarbage } from '../garbage-collection.ts'
import type { HostContext } from '../host-context.ts'
import type { KeysService } from '../keys/keys-service.ts'
import { describeErrorForLog } from '../log/log.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { CancelRules } from '../safety/cancel-rules.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import { quoteForDialog, type UserConfirmation } from '../safety/user-confirmation.ts'
import type { HandlersOf, Services } from '../service-types.ts'
import { toUpstreamError } from '../upstream/upstream-error.ts'
import type { ConnectedLogins } from './connected-logins.ts'
import { ConnectionLog } from './connection-log.ts'
import { openClient } from './open-client.ts'
import type { PracticeLauncher } from './practice-launcher.ts'
import { SessionService } from './session-service.ts'
import { TrafficLog } from './traffic-log.ts'

export interface SessionNeeds {
  readonly list: ProfileList
  readonly keys: Pick<KeysService, 'login'>
  readonly practice: PracticeLauncher
  readonly logins: ConnectedLogins
  readonly penaltyBox: PenaltyBox
  readonly confirmation: UserConfirmation
  readonly cancelRules: CancelRules
  readonly unsent: UnsentRequests
  readonly options: { readonly sessionClock?: Clock }
}

export interface SessionArea {
  readonly session: SessionService
  readonly connection: ConnectionLog
  readonly handlers: HandlersOf<'session' | 'connection'> & Pick<Services, 'safety.arm' | 'safety.disarm'>
  /** Closes the session, and opens none any more. */
  dispose(): Promise<void>
}

/** Creates the session of a profile, its armed state, and the logs of its connection. */
export function createSession({ clock, log }: HostContext, profile: Profile, needs: SessionNeeds): SessionArea {
  const { list, keys, practice, logins, penaltyBox, confirmation, cancelRules, unsent, options } = needs
  const session: SessionService = new SessionService({
    profile,
    list,
    clock,
    unsent,
    dataScope: profile.kind === 'practice' ? practice.scope : profile.id,
    reserve: logins.createReserve(() => session.profile.name),
    cancelsNeedArming: () => cancelRules.of(profile.id).needsArming,
    onFollowerFailed: (error) => log.write('error', 'session-follower-failed', describeErrorForLog(error)),
    openClient: (current, onFirstCertificate) =>
      openClient(current, {
        startPractice: practice.start,
        clock: options.sessionClock,
        login: (keyed) => keys.login(keyed),
        onFirstCertificate,
        penaltyBox,
        sentBy: (login) => logins.sentBy(login),
      }),
  })
  const connection = new ConnectionLog({ clock })
  const traffic = new TrafficLog(clock)
  session.follow(connection)
  session.follow(traffic)
  return {
    session,
    connection,
    dispose: () => session.dispose(),
    handlers: {
      'session.feed': () => session.feed,
      'session.pacing': () => session.pacing.feed,
      'session.connect': () => session.connect(),
      'session.disconnect': async () => {
        await session.disconnect()
        collectGarbage()
      },
      'session.takeOver': async (_input, { signal }) => {
        try {
          await session.require().takeOver({ signal })
        } catch (error) {
          throw toUpstreamError(error, false)
        }
      },
      'connection.feed': () => connection.feed,
      'connection.traffic': () => traffic.feed,
      'safety.arm': (_input, { signal }) =>
        session.arming.arm((text, withdrawn) =>
          confirmation.confirm(
            { kind: 'arm-live', text: `${text} Profile ${quoteForDialog(session.profile.name)}.` },
            AbortSignal.any([signal, withdrawn]),
          ),
        ),
      'safety.disarm': async () => session.arming.disarm(),
    },
  }
}
