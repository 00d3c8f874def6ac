import type { CallName } from '../../shared/contract/inferred-types.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { scheduleGarbageCollection } from '../garbage-collection.ts'
import type { HostContext } from '../host-context.ts'
import { describeErrorForLog } from '../log/log.ts'
import { serveWindow, type WindowServices } from './serve-window.ts'

export interface ServeWindowsOptions {
  /** Returns the handlers of a new window, and a function that is called when the window closes. */
  readonly open: (window: object) => { readonly services: WindowServices; readonly release: () => void }
  readonly onCall: (name: CallName) => void
  /** Collects garbage. Called several times after the last window has closed. */
  readonly collect: () => void
}

/** Returns a function that serves an additional window. */
export function serveWindows({ clock, log }: HostContext, { open, onCall, collect }: ServeWindowsOptions) {
  let windows = 0
  let closed = false
  let stopReturning = (): void => undefined
  return {
    attach(transport: Transport<HostFrame, WindowFrame>): void {
      windows += 1
      stopReturning()
      const { services, release } = open(transport)
      serveWindow(transport, {
        services,
        onCall,
        onFault: (name, error) => log.write('error', 'fault', `${name}: ${describeErrorForLog(error)}`),
      })
      transport.onClose(() => {
        windows -= 1
        release()
        if (windows === 0 && !closed) stopReturning = scheduleGarbageCollection(clock, collect)
      })
    },
    close(): void {
      closed = true
      stopReturning()
    },
  }
}
