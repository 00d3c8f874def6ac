import { expect, test } from 'vitest'
import type { SessionState, SessionSupervisor } from '../../../src/client/index.ts'
import { ContractsService } from '../../../src/host/contracts/contracts-service.ts'
import type { SessionHooks } from '../../../src/host/session/session-service.ts'
import { manualClock } from '../client/manual-clock.ts'

test('requires a first snapshot of a contract again in each session at IBKR', async () => {
  const followers: SessionHooks[] = []
  const listeners: ((state: SessionState) => void)[] = []
  const opened = {
    onState: (listener: (state: SessionState) => void) => listeners.push(listener),
    request: async () => [{ conid: 8314, '31': '187.32' }],
  } as unknown as SessionSupervisor
  const session = {
    follow: (follower: SessionHooks) => void followers.push(follower),
    require: () => opened,
    pacing: { report: () => undefined },
  } as never
  const contracts = new ContractsService(session, manualClock())
  const read = () => contracts.quote(8314, new AbortController().signal)
  const attach = (): void => {
    for (const follower of followers) follower.attach?.(opened)
  }
  const change = (kind: SessionState['kind']): void => {
    for (const listener of listeners) listener({ kind } as never)
  }

  attach()
  expect(contracts.hasQuoted(8314)).toBe(false)
  await read()
  change('ready')
  expect(contracts.hasQuoted(8314)).toBe(true)
  change('connecting')
  expect(contracts.hasQuoted(8314)).toBe(false)
  await read()
  expect(contracts.hasQuoted(8314)).toBe(true)
  attach()
  expect(contracts.hasQuoted(8314)).toBe(false)
})
