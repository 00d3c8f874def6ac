import { collectGarbage } from '../garbage-collection.ts'
import type { HostContext } from '../host-context.ts'
import type { HostOptions } from '../host-types.ts'
import type { KeysService } from '../keys/keys-service.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import { CancelRules } from '../safety/cancel-rules.ts'
import { UnarmedUseNotices } from '../safety/unarmed-use.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import { quoteForDialog, UserConfirmation } from '../safety/user-confirmation.ts'
import { toUpstreamError } from '../upstream/upstream-error.ts'
import { ConnectionLog } from './connection-log.ts'
import { openClient } from './open-client.ts'
import { createPracticeLauncher } from './practice-launcher.ts'
import { SessionService } from './session-service.ts'
import { TrafficLog } from './traffic-log.ts'

export interface SessionServicesDeps {
  readonly list: ProfileList
  readonly keys: KeysService
  readonly unsent: UnsentRequests
  readonly options: Pick<HostOptions, 'startPractice' | 'sessionClock' | 'confirmation' | 'notifyOutside'>
}

export interface SessionServices {
  readonly service: SessionService
  readonly connection: ConnectionLog
  readonly confirmation: UserConfirmation
  readonly cancelRules: CancelRules
  readonly handlers: HandlersOf<'session' | 'connection' | 'safety' | 'confirmation'>
  close(): Promise<void>
}

/** Creates the session of the selected profile, its armed state, and the confirmations outside the page. */
export function createSessionServices(context: HostContext, deps: SessionServicesDeps): SessionServices {
  const { clock, log } = context
  const { list, keys, unsent, options } = deps
  const confirmation = new UserConfirmation({ clock, log, port: options.confirmation, vault: keys })
  const practice = createPracticeLauncher(options.startPractice)
  const cancelRules = new CancelRules(context, list)
  const unarmedUse = new UnarmedUseNotices({
    clock,
    profile: () => ({ name: service.profile.name, environment: service.environment }),
    notify: options.notifyOutside,
  })
  const service = new SessionService({
    list,
    clock,
    unsent,
    cancelsNeedArming: (profileId) => cancelRules.of(profileId).needsArming,
    onUnarmedUse(what) {
      log.write('warning', 'sent-while-not-armed')
      unarmedUse.add(what)
    },
    openClient: (profile, onFirstCertificate) =>
      openClient(profile, {
        startPractice: practice.start,
        clock: options.sessionClock,
        loginConfig: (keyed) => keys.loginConfig(keyed),
        onFirstCertificate,
      }),
  })
  const connection = new ConnectionLog({ clock })
  const traffic = new TrafficLog(clock)
  service.follow(connection)
  service.follow(traffic)
  service.follow({ detach: () => unarmedUse.flush() })

  const changeCancelRule = async (profileId: string, needsArming: boolean, signal: AbortSignal): Promise<null> => {
    const profile = list.find(profileId)
    if (!needsArming && cancelRules.of(profileId).needsArming && service.countsAsLive(profile)) {
      const text = `Allow cancels and the kill switch without arming. Profile ${quoteForDialog(profile.name)}.`
      await confirmation.confirm({ kind: 'cancel-without-arming', text }, signal)
    }
    cancelRules.change(profileId, () => ({ needsArming }))
    service.announce()
    return null
  }
  return {
    service,
    connection,
    confirmation,
    cancelRules,
    async close() {
      await service.disconnect()
      await practice.close()
    },
    handlers: {
      'session.feed': () => service.feed,
      'session.pacing': () => service.pacing.feed,
      'session.connect': () => service.connect(),
      'session.disconnect': async () => {
        await service.disconnect()
        collectGarbage()
      },
      'session.takeOver': async (_input, { signal }) => {
        try {
          await service.require().takeOver({ signal })
        } catch (error) {
          throw toUpstreamError(error, false)
        }
      },
      'connection.feed': () => connection.feed,
      'connection.traffic': () => traffic.feed,
      'safety.arm': (_input, { signal }) =>
        service.arming.arm((text, withdrawn) =>
          confirmation.confirm(
            { kind: 'arm-live', text: `${text} Profile ${quoteForDialog(service.profile.name)}.` },
            AbortSignal.any([signal, withdrawn]),
          ),
        ),
      'safety.disarm': async () => service.arming.disarm(),
      'safety.cancelRules': () => cancelRules.feed,
      'safety.changeCancelRule': ({ profileId, needsArming }, { signal }) =>
        changeCancelRule(profileId, needsArming, signal),
      'confirmation.feed': () => confirmation.feed,
      'confirmation.answer': (input) => confirmation.answer(input),
      'confirmation.cancel': async ({ id }) => confirmation.cancel(id),
    },
  }
}
