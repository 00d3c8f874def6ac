import { afterEach, expect, test } from 'vitest'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'

let host: PracticeHost | undefined
afterEach(() => host?.close())

const kind = (): string | undefined => host?.view()?.state.kind

test('a gateway where somebody is logged in is used at once; its paper account counts as paper and starts disarmed', async () => {
  host = await startGatewayHost({ loggedIn: true })
  await expect.poll(kind, { timeout: 10_000 }).toBe('ready')
  expect(host.view()).toMatchObject({ environment: 'paper', arming: { kind: 'disarmed' } })
  const { output } = await host.client.callBytes('requests.send', {
    method: 'GET',
    path: 'portfolio/accounts',
    query: [],
  })
  expect(output.status).toBe(200)
})

test('a gateway that waits for its login says where to log in, and goes on by itself when it is done', async () => {
  host = await startGatewayHost({ loggedIn: false })
  await expect
    .poll(() => host?.view()?.state, { timeout: 10_000 })
    .toMatchObject({ kind: 'needs-login', loginUrl: expect.stringMatching(/^https:/) })
  expect(host.view()?.environment).toBe('live')
  await expect(host.client.call('safety.arm', {})).rejects.toMatchObject({ code: 'confirmation-needed' })
  host.simulator.controls.setLoggedIn(true)
  await host.client.call('session.connect', {})
  await expect.poll(kind, { timeout: 10_000 }).toBe('ready')
})

test('a competing login is shown and never thrown out by itself; "take over" does it on the user\'s word', async () => {
  host = await startGatewayHost({ loggedIn: true })
  await expect.poll(kind, { timeout: 10_000 }).toBe('ready')
  host.simulator.record.clear()
  host.simulator.controls.setCompeting(true)
  await host.client.call('session.connect', {})
  await expect.poll(kind, { timeout: 90_000, interval: 100 }).toBe('competing')
  const inits = (): string[] =>
    (host?.simulator.record.requests({ path: /ssodh\/init$/ }) ?? []).map(({ body }) => body)
  expect(inits().every((body) => body.includes('"compete":false'))).toBe(true)
  await host.client.call('session.takeOver', {})
  await expect.poll(kind, { timeout: 10_000 }).toBe('ready')
  expect(inits().at(-1)).toContain('"compete":true')
}, 120_000)
