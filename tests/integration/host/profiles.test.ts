import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ProfilesView } from '../../../src/shared/contract/views.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

let gateway: Simulator
beforeAll(async () => {
  gateway = await startSimulator({ mode: 'gateway', loggedIn: true })
})
afterAll(() => gateway.close())

let host: PracticeHost
beforeEach(async () => {
  host = await startPracticeHost()
  await expect.poll(kind).toBe('ready')
})
afterEach(() => host.close())

const kind = (): string | undefined => host.view()?.state.kind
const profiles = (): Promise<ProfilesView> => firstSnapshot(host.client, 'profiles.feed', {})
const onDisk = (): { profiles: { id: string; name: string; certificate?: { sha256: string } }[] } =>
  JSON.parse(readFileSync(join(host.home, 'settings.json'), 'utf8'))
const addGateway = (name = 'My gateway', url = gateway.apiUrl) =>
  host.client.call('profiles.create', { guardRails: 'none', kind: 'gateway', name, url })

async function selectReady(id: string): Promise<void> {
  await host.client.call('profiles.select', { id })
  // Reads a new snapshot, because the last update may belong to the previous session.
  const state = async () => {
    const { view } = await firstSnapshot(host.client, 'session.feed', {})
    return [view.profile.id, view.state.kind]
  }
  await expect.poll(state).toEqual([id, 'ready'])
  await expect.poll(() => [host.view()?.profile.id, kind()]).toEqual([id, 'ready'])
}

test('creates a gateway profile, selects it without a restart, and saves that its account is paper', async () => {
  const made = await addGateway()
  expect(made).toMatchObject({ kind: 'gateway', name: 'My gateway', target: gateway.apiUrl, environment: 'unknown' })
  expect((await profiles()).selectedId).toBe('practice')
  await selectReady(made.id)
  expect(host.view()).toMatchObject({ environment: 'paper', arming: { kind: 'disarmed' } })
  await expect.poll(async () => (await profiles()).profiles.at(-1)?.environment).toBe('paper')
  await expect.poll(() => host.simulator.controls.socketCount()).toBe(0)
  await selectReady('practice')
  expect(host.view()).toMatchObject({ environment: 'practice', arming: { kind: 'armed' } })
})

test('shows no orders, arming or timeline of the previous profile', async () => {
  const orders = () => firstSnapshot(host.client, 'orders.feed', {})
  let received = 0
  host.client.open(
    'orders.feed',
    {},
    {
      snapshot: (snapshot) => {
        received = snapshot.orders.length
      },
      items: (batch) => {
        received += batch.length
      },
      closed: () => undefined,
    },
  )
  await host.until('orders', () => received > 0, 12)
  const { id } = await addGateway('Nobody there', 'https://127.0.0.1:9')
  await host.client.call('profiles.select', { id })
  expect(await orders()).toMatchObject({ orders: [], gaps: [] })
  const { timeline } = await firstSnapshot(host.client, 'session.feed', {})
  expect(timeline.map(({ text }) => text).join()).not.toMatch(/Practice|Connected/)
  await expect
    .poll(() => host.view())
    .toMatchObject({ environment: 'unknown', countsAs: 'live', arming: { kind: 'disarmed' } })
})

test('rejects pending requests with session-closed when the session closes', async () => {
  const send = () => host.client.callBytes('requests.send', { method: 'GET', path: '/portfolio/accounts', query: [] })
  host.simulator.controls.faults.add('silence@/portfolio/accounts')
  host.simulator.record.clear()
  const ends = [
    () => host.client.call('session.disconnect', {}),
    async () => host.client.call('profiles.select', { id: (await addGateway()).id }),
  ]
  for (const end of ends) {
    await selectReady('practice')
    host.simulator.record.clear()
    const ended = expect(send()).rejects.toMatchObject({ code: 'session-closed', retryable: true })
    await expect.poll(() => host.simulator.record.requests({ path: /portfolio\/accounts$/ })).toHaveLength(1)
    await end()
    await ended
  }
})

test('pins the first certificate of a gateway, and stops at another certificate until the user trusts it', async () => {
  const first = await startSimulator({ mode: 'gateway', loggedIn: true })
  const { id } = await addGateway('Replaced', first.apiUrl)
  await selectReady(id)
  const pinned = onDisk().profiles.find((profile) => profile.id === id)?.certificate?.sha256
  expect(pinned).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)
  expect(host.view()?.profile.certificate?.sha256).toBe(pinned)
  expect(host.sent()).toContain(`only the certificate with the fingerprint ${pinned} is accepted`)
  await host.client.call('profiles.select', { id: 'practice' })
  await first.close()

  const other = await startSimulator({ mode: 'gateway', loggedIn: true, port: Number(new URL(first.apiUrl).port) })
  try {
    await host.client.call('profiles.select', { id })
    await expect.poll(() => host.view()?.certificateProblem?.kind).toBe('changed')
    const problem = host.view()?.certificateProblem
    expect(problem).toMatchObject({ kind: 'changed', pinned: { sha256: pinned } })
    expect(problem?.presented.sha256).not.toBe(pinned)
    expect(other.record.requests()).toEqual([])
    const trust = (sha256 = ''): Promise<null> => host.client.call('profiles.trustCertificate', { sha256 })
    await expect(trust(pinned)).rejects.toMatchObject({ code: 'not-found' })
    await trust(problem?.presented.sha256)
    await expect.poll(kind).toBe('ready')
    expect(host.view()?.certificateProblem).toBeUndefined()
  } finally {
    await host.client.call('profiles.select', { id: 'practice' })
    await other.close()
  }
})

test('sends nothing to a remote gateway with an unknown certificate until the user trusts it', async () => {
  // The hostname of this machine counts as remote.
  const remote = await startSimulator({ mode: 'gateway', loggedIn: true, host: '0.0.0.0' })
  try {
    const { id } = await addGateway('Remote', `https://${hostname()}:${new URL(remote.apiUrl).port}`)
    await host.client.call('profiles.select', { id })
    await expect.poll(() => host.view()?.certificateProblem?.kind).toBe('unknown')
    expect(remote.record.requests()).toEqual([])
    const sha256 = host.view()?.certificateProblem?.presented.sha256 ?? ''
    await host.client.call('profiles.trustCertificate', { sha256 })
    await expect.poll(kind).toBe('ready')
    expect(onDisk().profiles.find((profile) => profile.id === id)?.certificate?.sha256).toBe(sha256)
  } finally {
    await host.client.call('profiles.select', { id: 'practice' })
    await remote.close()
  }
})

test('renames, duplicates and deletes profiles, requires unique names, and protects Practice', async () => {
  const { client } = host
  const { id } = await addGateway('One')
  for (const name of ['One', 'oNE', 'practice']) {
    await expect(addGateway(name)).rejects.toMatchObject({ code: 'name-taken' })
  }
  await expect(addGateway('Two', 'ftp://localhost')).rejects.toMatchObject({
    code: 'invalid-input',
    message: 'The server address "ftp://localhost" is neither http nor https.',
  })
  const copy = await client.call('profiles.duplicate', { id })
  expect(copy).toMatchObject({ name: 'One copy', target: gateway.apiUrl })
  expect((await client.call('profiles.duplicate', { id })).name).toBe('One copy 2')
  expect((await client.call('profiles.change', { id: copy.id, name: 'Renamed' })).name).toBe('Renamed')
  await client.call('profiles.select', { id })
  await client.call('profiles.delete', { id })
  const { profiles: left, selectedId } = await profiles()
  expect(left.map(({ name }) => name)).toEqual(['Practice', 'Renamed', 'One copy 2'])
  expect(selectedId).toBe('practice')
  expect(onDisk().profiles.map(({ name }) => name)).toEqual(['Practice', 'Renamed', 'One copy 2'])
  await expect.poll(() => [host.view()?.profile.id, kind()]).toEqual(['practice', 'ready'])
  for (const call of ['profiles.delete', 'profiles.duplicate'] as const) {
    await expect(client.call(call, { id: 'practice' })).rejects.toMatchObject({ code: 'not-available' })
  }
  await expect(client.call('profiles.select', { id })).rejects.toMatchObject({ code: 'not-found' })
})

test('removes the pinned certificate and the environment when the address of a gateway changes', async () => {
  const { id } = await addGateway()
  await selectReady(id)
  const moved = await host.client.call('profiles.change', { id, url: `${gateway.apiUrl}/` })
  expect(moved).toMatchObject({ environment: 'unknown' })
  expect(moved.certificate).toBeUndefined()
  await expect.poll(kind).toBe('ready')
  await expect.poll(() => host.view()?.profile.certificate).toBeDefined()
})
