import type { CallName } from '../../shared/contract/inferred-types.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { scheduleGarbageCollection } from '../garbage-collection.ts'
import type { HostContext } from '../host-context.ts'
import { describeErrorForLog } from '../log/log.ts'
import { serveWindow } from './serve-window.ts'
import type { Services } from './service-types.ts'

export interface ServeWindowsOptions {
  readonly services: Services
  readonly onCall: (name: CallName) => void
  /** Collects garbage. Called several times after the last window has closed. */
  readonly collect: () => void
}

/** Returns a function that serves an additional window. */
export function serveWindows({ clock, log }: HostContext, { services, onCall, collect }: ServeWindowsOptions) {
  let windows = 0
  let closed = false
  let stopReturning = (): void => undefined
  return {
    attach(transport: Transport<HostFrame, WindowFrame>): void {
      windows += 1
      stopReturning()
      serveWindow(transport, {
        services,
        onCall,
        onFault: (name, error) => log.write('error', 'fault', `${name}: ${describeErrorForLog(error)}`),
      })
      transport.onClose(() => {
        windows -= 1
        if (windows === 0 && !closed) stopReturning = scheduleGarbageCollection(clock, collect)
      })
    },
    close(): void {
      closed = true
      stopReturning()
    },
  }
}
