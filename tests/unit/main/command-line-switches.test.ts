import { expect, test, vi } from 'vitest'
import { explainRefusedSwitch, removeDebuggingSwitches } from '../../../src/main/command-line-switches.ts'

const electron = vi.hoisted(() => ({ app: { isPackaged: true, commandLine: { removeSwitch: (): void => undefined } } }))
vi.mock('electron', () => electron)

const commandLine = (...names: string[]) => ({
  hasSwitch: (name: string) => names.includes(name),
  removeSwitch: vi.fn(),
})

test('removes both switches for remote debugging', () => {
  const used = commandLine()
  removeDebuggingSwitches(used)
  expect(used.removeSwitch.mock.calls.flat()).toEqual(['remote-debugging-port', 'remote-debugging-pipe'])
})

test('opens no inspector on SIGUSR1, which needs a listener', async () => {
  const before = process.listeners('SIGUSR1')
  await import('../../../src/main/secure-command-line.ts')
  const added = process.listeners('SIGUSR1').filter((listener) => !before.includes(listener))
  for (const listener of added) process.off('SIGUSR1', listener)
  expect(added).toHaveLength(1)
})

test.each([
  'no-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'disable-setuid-sandbox',
  'disable-gpu-sandbox',
  'no-zygote',
  'single-process',
])('refuses to start with --%s, which disables a part of the sandbox', (name) => {
  const refusal = explainRefusedSwitch(commandLine('home', name), {})
  expect(refusal).toContain(`does not run without the sandbox. Start it without --${name}.`)
  expect(refusal).toContain('ibkr-console start --browser')
})

test('refuses to start with ELECTRON_DISABLE_SANDBOX, also with an empty value', () => {
  for (const value of ['1', ''])
    expect(explainRefusedSwitch(commandLine(), { ELECTRON_DISABLE_SANDBOX: value })).toContain(
      'without the environment variable ELECTRON_DISABLE_SANDBOX',
    )
  expect(explainRefusedSwitch(commandLine('home'), {})).toBeUndefined()
})
