import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { dismissToastsAbout, reportFailure, showToast, type ToastTopic } from '../../stores/toast-store.ts'

const call = (method: 'session.connect' | 'session.disconnect' | 'session.takeOver', failure: string) => (): void =>
  run('connection', `${failure} ${profileInUse()}`, () => hostLink().call(method, {}))

/** Closes any open session, then connects. */
export const connectSession = call('session.connect', 'Could not connect')
export const disconnectSession = call('session.disconnect', 'Could not disconnect')
/** Ends another program's session. The user must confirm first. */
export const takeOverSession = call('session.takeOver', 'Could not take over the session of')

export const requestArming = (): void => armThen(() => undefined)

/** Arms the profile, then runs an action. For real money, the user confirms outside the page. */
export function armThen(next: () => void): void {
  run('arming', `${profileInUse()} is not armed`, async () => {
    const arming = await hostLink().call('safety.arm', {})
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
    showToast('idle', 'Armed: write and trading requests are allowed.', 'arming')
    next()
  })
}

export function toggleArming(): void {
  if (useSessionStore.getState().view?.arming.kind === 'armed') disarm()
  else requestArming()
}

/** Asks the user outside the page whether to send the profile's keys to its server. */
export function approveServer(): void {
  const id = useSessionStore.getState().view?.profile.id
  if (id === undefined) return
  run('approval', `Could not approve the server of ${profileInUse()}`, () =>
    hostLink().call('profiles.approveServer', { id }),
  )
}

function disarm(): void {
  run('arming', `Could not disarm ${profileInUse()}`, async () => {
    const arming = await hostLink().call('safety.disarm', {})
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
  })
}

/** Returns the name of the selected profile in quotes, for messages. */
export const profileInUse = (): string => `“${useSessionStore.getState().view?.profile.name}”`

/** Runs an action and reports any failure. Dismisses earlier toasts on the same topic. */
function run(topic: ToastTopic, failure: string, action: () => Promise<unknown>): void {
  dismissToastsAbout(topic)
  void reportFailure(failure, action, topic)
}
