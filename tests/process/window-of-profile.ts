import type { BytesCallName, CallInput, CallName, CallOutput } from '../../src/shared/contract/inferred-types.ts'
import type { BodyReceiver, WindowClient } from '../../src/shared/rpc/window-client.ts'

/** Calls that name the profile which the window showed. */
const TRADING = [
  'requests.send',
  'orders.place',
  'orders.modify',
  'orders.cancel',
  'orders.reply',
  'killSwitch.run',
  'socket.send',
] as const

type Trading = (typeof TRADING)[number]
type Input<N extends CallName> = N extends Trading
  ? Omit<CallInput<N>, 'profileId'> & { readonly profileId?: string }
  : CallInput<N>

/** A window whose calls name the profile that it shows, unless a test names another one. */
export interface WindowOfProfile extends Omit<WindowClient, 'call' | 'callBytes'> {
  call<N extends Exclude<CallName, BytesCallName>>(
    name: N,
    input: Input<N>,
    signal?: AbortSignal,
  ): Promise<CallOutput<N>>
  callBytes<N extends BytesCallName>(
    name: N,
    input: Input<N>,
    signal?: AbortSignal,
    sink?: BodyReceiver,
  ): Promise<{ readonly output: CallOutput<N>; readonly body: Uint8Array }>
}

/** Wraps a window so that its trading calls name the profile that it shows. */
export function windowOfProfile(client: WindowClient, shown: () => string): WindowOfProfile {
  const named = (name: string, input: object): never =>
    ((TRADING as readonly string[]).includes(name) ? { profileId: shown(), ...input } : input) as never
  return {
    open: (...params) => client.open(...params),
    call: (name, input, signal) => client.call(name, named(name, input), signal),
    callBytes: (name, input, signal, sink) => client.callBytes(name, named(name, input), signal, sink),
  }
}
