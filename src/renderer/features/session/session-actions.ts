import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { dismissToastsAbout, showToast, type ToastTopic } from '../../stores/toast-store.ts'

/** Connects, or starts over where something is open already. */
export function connectSession(): void {
  run('connection', `Could not connect ${profileInUse()}`, () => hostLink().call('session.connect', {}))
}

export function disconnectSession(): void {
  run('connection', `Could not disconnect ${profileInUse()}`, () => hostLink().call('session.disconnect', {}))
}

/** Throws the other program out; only ever after the person said so. */
export function takeOverSession(): void {
  run('connection', `Could not take over the session of ${profileInUse()}`, () =>
    hostLink().call('session.takeOver', {}),
  )
}

/** Arms at once where no real money is at stake; where it may be, the host waits until a person confirmed it. */
export function requestArming(): void {
  run('arming', `${profileInUse()} is not armed`, async () => {
    const arming = await hostLink().call('safety.arm', {})
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
    showToast('idle', 'Armed: write and trading requests are allowed.')
  })
}

export function toggleArming(): void {
  if (useSessionStore.getState().view?.arming.kind === 'armed') disarm()
  else requestArming()
}

/** Asks outside the page whether the keys of the profile in use may go to its server. */
export function approveServer(): void {
  const id = useSessionStore.getState().view?.profile.id
  if (id === undefined) return
  run('approval', `The server of ${profileInUse()} is not approved`, () =>
    hostLink().call('profiles.approveServer', { id }),
  )
}

export function disarm(): void {
  run('arming', `Could not disarm ${profileInUse()}`, async () => {
    const arming = await hostLink().call('safety.disarm', {})
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
  })
}

/** In quotes, as the messages name it. */
export const profileInUse = (): string => `“${useSessionStore.getState().view?.profile.name}”`

function run(topic: ToastTopic, failure: string, action: () => Promise<unknown>): void {
  dismissToastsAbout(topic)
  action().catch((error: unknown) => {
    // To cancel is an answer, and no failure.
    if (!(error instanceof RpcError && error.code === 'cancelled')) {
      showToast('bad', `${failure}: ${errorText(error)}`, topic)
    }
  })
}
