import type { ConnectOptions, SessionSupervisor } from './session-supervisor.ts'
import { Supervisor, type SupervisorParts } from './supervisor.ts'

/** Makes a supervised session and sets it going. */
export function connectSupervised(parts: SupervisorParts, options: ConnectOptions): SessionSupervisor {
  const supervisor = new Supervisor(parts, options)
  supervisor.start()
  return supervisor
}
