import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parseSimulatorFlags } from '../../../src/simulator/command-line/flags.ts'
import { createSimulatorHelp } from '../../../src/simulator/command-line/help.ts'
import { controlVerbs } from '../../../src/simulator/control/control-verbs.ts'
import { faultKinds } from '../../../src/simulator/faults/fault-verbs.ts'
import { stocks } from '../../../src/simulator/market/instruments.ts'
import { servedFieldIds } from '../../../src/simulator/market/quote-fields.ts'
import { describeScenarioSyntax } from '../../../src/simulator/scenarios/scenario-runner.ts'
import { allScenarios } from '../../../src/simulator/scenarios/scenarios.ts'

const HELP = createSimulatorHelp('ibkr-web-simulator')

test('by default, listens on a free loopback port with signatures and TLS, and writes no files', () => {
  expect(parseSimulatorFlags([])).toEqual({
    kind: 'run',
    flags: {
      mode: 'oauth1',
      host: '127.0.0.1',
      port: 0,
      tls: true,
      certNames: [],
      oauth1File: undefined,
      oauth2File: undefined,
      caFile: undefined,
      testKeys: false,
      registerFolder: undefined,
      usedSession: false,
      accounts: [],
      seed: 1,
      speed: 1,
      listedStocks: 0,
      querySigningMode: 'lenient',
      pacing: 'off',
      nightlyReset: false,
      gatewayHabits: false,
      observedOnce: [],
      alertOperators: 'refused',
      scenario: undefined,
      faults: [],
      controlPort: undefined,
      log: undefined,
      command: [],
    },
  })
})

test('takes everything after -- as the command to run, even if it looks like a flag', () => {
  expect(parseSimulatorFlags(['--port', '5000', '--', 'node', 'a.mjs', '--help', '--'])).toMatchObject({
    flags: { port: 5000, command: ['node', 'a.mjs', '--help', '--'] },
  })
})

test('accepts flags with their values, and --cert-name repeatedly', () => {
  const argv = [
    '--mode',
    'oauth1',
    '--host',
    '::1',
    '--port',
    '5000',
    '--cert-name',
    'api.ibkr.com',
    '--cert-name=10.0.0.1',
  ]
  expect(parseSimulatorFlags([...argv, '--write-oauth1', 'a.json', '--write-ca', 'ca.pem'])).toMatchObject({
    flags: { host: '::1', port: 5000, certNames: ['api.ibkr.com', '10.0.0.1'], oauth1File: 'a.json', caFile: 'ca.pem' },
  })
})

test.each([
  [['--alert-operators', 'some'], '--alert-operators takes refused or accepted, not "some".'],
  [['--mode', 'oauth3'], '--mode takes oauth1, oauth2 or gateway, not "oauth3".'],
  [['--port', 'many'], '--port takes a number from 0 to 65535, not "many".'],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
  [['--colour'], "Unknown option '--colour'."],
  [['stray'], "Unexpected argument 'stray'."],
  [
    ['--mode', 'gateway', '--write-oauth1', 'x'],
    '--write-oauth1 needs --mode oauth1: gateway mode has no OAuth 1.0a keys.',
  ],
  [['--write-oauth2', 'x'], '--write-oauth2 needs --mode oauth2: oauth1 mode has no OAuth 2.0 keys.'],
  [['--register', ''], '--register takes the folder of the three public files.'],
  [['--register', 'x', '--mode', 'gateway'], '--register needs --mode oauth1: gateway mode has no OAuth 1.0a keys.'],
  [
    ['--register', 'x', '--write-oauth1', 'y'],
    '--register cannot be combined with --write-oauth1: only the user who generated the private keys has them.',
  ],
  [['--write-ca', ''], '--write-ca takes a file name.'],
  [['--cert-name', 'bad name!'], '--cert-name takes a DNS name or an address, such as api.ibkr.com, not "bad name!".'],
  [['--cert-name', ''], '--cert-name takes a DNS name or an address, such as api.ibkr.com, not "".'],
  [['--cert-name', 'a..b'], '--cert-name takes a DNS name or an address, such as api.ibkr.com, not "a..b".'],
  [['--account', 'me'], '--account takes an account id, such as DU1234567, not "me".'],
  [['--account', 'U1234567', '--account', 'U1234567'], '--account U1234567 is present twice.'],
  [['--seed=-1'], '--seed takes a whole number from 0 to 4294967295, not "-1".'],
  [['--speed', '0'], '--speed takes a number from 0.1 to 3600, not "0".'],
  [['--listed-stocks', '1e6'], '--listed-stocks takes a whole number from 0 to 2000000, not "1e6".'],
  [['--speed', 'fast'], '--speed takes a number from 0.1 to 3600, not "fast".'],
  [['--pacing', 'on'], '--pacing takes off or enforce, not "on".'],
  [['--strict', '--mode', 'gateway'], '--strict needs --mode oauth1: requests are not signed in gateway mode.'],
  [['--gateway-habits'], '--gateway-habits needs --mode gateway.'],
  [['--used-session'], '--used-session needs --mode gateway.'],
  [['--'], '-- takes the command to run.'],
  [['--control-port', 'x'], '--control-port takes a number from 0 to 65535, not "x".'],
  [['--port', '5000', '--control-port', '5000'], '--port and --control-port cannot be the same.'],
  [['--log', '--quiet'], '--log cannot be combined with --quiet.'],
  [['--fault', 'latency'], '--fault: latency needs a number of milliseconds, such as latency=200.'],
  [['--fault', '500@ws'], '--fault: 500 applies to requests, such as @/iserver/*, not ws.'],
  [
    ['--scenario', 'hurricane'],
    '--scenario: Unknown scenario "hurricane". Valid scenarios: quiet, busy-day, storm, night-reset, flaky-network, competing-login.',
  ],
  [['--scenario', 'storm:1,2,3,4'], '--scenario: storm takes storm:orders,quotes,working, not "storm:1,2,3,4".'],
  [
    ['--scenario', 'storm:x'],
    '--scenario: storm takes storm:orders,quotes,working with orders from 0 to 100000, not "x".',
  ],
  [
    ['--test-keys', '--cert-name', 'nas.local'],
    '--test-keys cannot be combined with --cert-name: its certificate is fixed.',
  ],
  [['--test-keys', '--register', 'x'], '--test-keys cannot be combined with --register: its keys are fixed.'],
  [['--http', '--write-ca', 'x'], '--write-ca cannot be combined with --http: plain http has no certificate.'],
])('rejects %j with one clear sentence', (argv, problem) => {
  expect(parseSimulatorFlags(argv)).toEqual({ kind: 'wrong', problem })
})

test('passes behaviour flags unchanged to the options', () => {
  const argv = [
    '--mode',
    'gateway',
    '--account',
    'U1',
    '--account',
    'DU1234567',
    '--seed',
    '7',
    '--speed',
    '60',
    '--listed-stocks',
    '3',
  ]
  expect(parseSimulatorFlags(argv)).toMatchObject({ kind: 'wrong' })
  argv[3] = 'U7654321'
  const rest = ['--pacing', 'enforce', '--nightly-reset', '--gateway-habits', '--scenario', 'storm:5000,2000', '--log']
  const faults = ['--fault', 'latency=200±50@/iserver/*', '--fault', 'drop@ws:sor', '--control-port', '0']
  expect(parseSimulatorFlags([...argv, ...rest, ...faults])).toMatchObject({
    flags: {
      accounts: ['U7654321', 'DU1234567'],
      seed: 7,
      speed: 60,
      listedStocks: 3,
      pacing: 'enforce',
      nightlyReset: true,
      gatewayHabits: true,
      scenario: 'storm:5000,2000',
      faults: ['latency=200±50@/iserver/*', 'drop@ws:sor'],
      controlPort: 0,
      log: true,
    },
  })
})

test.each(['api.ibkr.com', 'localhost', '10.0.0.1', '::1', '*.example.test', 'xn--bcher-kva.example'])(
  'accepts %s as a certificate name',
  (name) => {
    expect(parseSimulatorFlags(['--cert-name', name])).toMatchObject({ kind: 'run' })
  },
)

test('lists every fault and scenario in the help text', () => {
  for (const verb of Object.keys(faultKinds)) expect(HELP).toContain(verb)
  for (const { name } of allScenarios) expect(HELP).toContain(name)
})

test('docs/simulator.md documents every flag, fault, scenario and control verb', async () => {
  const page = await readFile(new URL('../../../docs/simulator.md', import.meta.url), 'utf8')
  const flags = [...HELP.matchAll(/--[a-z][a-z0-9-]+/g)].map(([flag]) => flag).filter((flag) => flag !== '--help')
  for (const flag of flags) expect(page, flag).toContain(`\`${flag}`)
  for (const verb of [...Object.keys(faultKinds), ...Object.keys(controlVerbs)]) {
    expect(page, verb).toMatch(new RegExp(`\`${verb}[\`=]`))
  }
  for (const scenario of allScenarios) expect(page).toContain(`\`${describeScenarioSyntax(scenario)}\``)
})

test('docs/simulator.md lists every instrument, and every field that has a value', async () => {
  const page = (await readFile(new URL('../../../docs/simulator.md', import.meta.url), 'utf8')).replaceAll('\n', ' ')
  for (const { symbol, conid } of stocks) expect(page).toContain(`${symbol} ${conid}`)
  expect(page).toContain(servedFieldIds.join(', '))
})
