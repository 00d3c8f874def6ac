import { expect, test, vi } from 'vitest'
import { explainRefusedSwitch, removeDebuggingSwitches } from '../../../src/main/command-line-switches.ts'

const commandLine = (...names: string[]) => ({
  hasSwitch: (name: string) => names.includes(name),
  removeSwitch: vi.fn(),
})

test('removes both switches for remote debugging', () => {
  const used = commandLine()
  removeDebuggingSwitches(used)
  expect(used.removeSwitch.mock.calls.flat()).toEqual(['remote-debugging-port', 'remote-debugging-pipe'])
})

test('refuses to start without the sandbox, whether an argument or an environment variable disables it', () => {
  expect(explainRefusedSwitch(commandLine('no-sandbox'), [])).toContain('without the sandbox')
  expect(explainRefusedSwitch(commandLine(), ['ibkr-console', '--no-sandbox'])).toContain(
    'ibkr-console start --browser',
  )
  expect(explainRefusedSwitch(commandLine('home'), ['ibkr-console', '--home=x'])).toBeUndefined()
})
