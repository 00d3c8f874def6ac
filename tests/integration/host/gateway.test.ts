import { afterEach, expect, test } from 'vitest'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'

let host: PracticeHost | undefined
afterEach(() => host?.close())

const kind = (): string | undefined => host?.view()?.state.kind

test('uses a gateway that is already logged in, detects its paper account, and starts disarmed', async () => {
  host = await startGatewayHost({ loggedIn: true })
  await expect.poll(kind).toBe('ready')
  expect(host.view()).toMatchObject({ environment: 'paper', countsAs: 'paper', arming: { kind: 'disarmed' } })
  const { output } = await host.client.callBytes('requests.send', {
    method: 'GET',
    path: 'portfolio/accounts',
    query: [],
  })
  expect(output.status).toBe(200)
})

test('shows the login URL of a gateway that is not logged in, and connects after the login', async () => {
  host = await startGatewayHost({ loggedIn: false })
  await expect
    .poll(() => host?.view()?.state)
    .toMatchObject({ kind: 'needs-login', loginUrl: expect.stringMatching(/^https:/) })
  expect(host.view()).toMatchObject({ environment: 'unknown', countsAs: 'live' })
  await expect(host.client.call('safety.arm', {})).rejects.toMatchObject({ code: 'not-connected' })
  host.simulator.controls.setLoggedIn(true)
  await host.client.call('session.connect', {})
  await expect.poll(kind).toBe('ready')
})

test('shows a paper account as paper after a disconnect, but treats it as live until the next session', async () => {
  host = await startGatewayHost({ loggedIn: true })
  await expect.poll(kind).toBe('ready')
  expect(await host.client.call('safety.arm', {})).toMatchObject({ kind: 'armed' })
  await host.client.call('session.disconnect', {})
  await expect
    .poll(() => host?.view())
    .toMatchObject({ environment: 'paper', countsAs: 'live', arming: { kind: 'disarmed' } })
  await expect(host.client.call('safety.arm', {})).rejects.toMatchObject({ code: 'not-connected' })
  const { timeline } = await firstSnapshot(host.client, 'session.feed', {})
  expect(timeline.filter(({ text }) => text === 'Disconnected.')).toHaveLength(1)
  await host.client.call('session.connect', {})
  await expect.poll(() => host?.view()?.countsAs).toBe('paper')
})

test('arms a live account for one session after one confirmation outside the page, which names the account', async () => {
  host = await startGatewayHost({ loggedIn: true, accounts: ['U1234567'] })
  await expect.poll(kind).toBe('ready')
  expect(host.view()).toMatchObject({ environment: 'live', countsAs: 'live', arming: { kind: 'disarmed' } })
  expect(await host.client.call('safety.arm', {})).toMatchObject({ kind: 'armed' })
  expect(host.confirmed).toEqual([
    { kind: 'arm-live', text: expect.stringMatching(/U1234567\. Real money\. Profile “Gateway”\.$/) },
  ])
  await host.client.call('session.disconnect', {})
  await expect.poll(() => host?.view()).toMatchObject({ environment: 'live', arming: { kind: 'disarmed' } })
})

test('does not let the page arm a live account without the code, and never sends the code to the page', async () => {
  const shown: string[] = []
  const confirmation = { kind: 'terminal', show: (text: string) => void shown.push(text) } as const
  host = await startGatewayHost({ loggedIn: true, accounts: ['U1234567'] }, { confirmation })
  await expect.poll(kind).toBe('ready')
  const { client } = host
  const waiting = async () => {
    const view = await firstSnapshot(client, 'confirmation.feed', {})
    return view.kind === 'waiting' ? view : expect.unreachable('nothing waits')
  }
  const refused = expect(client.call('safety.arm', {})).rejects.toMatchObject({ code: 'confirmation-refused' })
  const { id, method } = await waiting()
  expect(method).toBe('code')
  for (const text of ['U1234567', '']) {
    const answer = client.call('confirmation.answer', { id, text })
    await expect(answer).rejects.toMatchObject({ code: 'confirmation-needed' })
  }
  await client.call('confirmation.answer', { id, text: 'not it' })
  await refused
  expect(host.view()?.arming.kind).toBe('disarmed')

  const armed = client.call('safety.arm', {})
  const again = await waiting()
  const code = /Code: +(\d{4} \d{4})/.exec(shown.at(-1) ?? '')?.[1] ?? expect.unreachable()
  await client.call('confirmation.answer', { id: again.id, text: code })
  expect(await armed).toMatchObject({ kind: 'armed' })
  expect(host.sent()).not.toContain(code)
  expect(host.sent()).not.toContain(code.replace(' ', ''))
  // A code can be used only once.
  const twice = client.call('confirmation.answer', { id: again.id, text: code })
  await expect(twice).rejects.toMatchObject({ code: 'not-found' })
})

test('concurrent and cancelled take-overs succeed or fail with an expected error', async () => {
  host = await startGatewayHost({ loggedIn: true })
  await expect.poll(kind).toBe('ready')
  const { client } = host
  const taking = [1, 2, 3].map(() => client.call('session.takeOver', {}).catch((error: unknown) => error))
  await client.call('session.disconnect', {})
  for (const outcome of await Promise.all(taking)) {
    if (outcome !== null)
      expect(outcome).toMatchObject({ code: expect.stringMatching(/^(session-closed|cancelled|upstream)$/) })
  }
})

test('shows a competing session, and ends it only if the user takes over', async () => {
  host = await startGatewayHost({ loggedIn: true })
  await expect.poll(kind).toBe('ready')
  host.simulator.record.clear()
  host.simulator.controls.setCompeting(true)
  await host.client.call('session.connect', {})
  await host.until('the competing session', () => kind() === 'competing', 90)
  const inits = (): string[] =>
    (host?.simulator.record.requests({ path: /ssodh\/init$/ }) ?? []).map(({ body }) => body)
  expect(inits().every((body) => body.includes('"compete":false'))).toBe(true)
  const taken = host.client.call('session.takeOver', {})
  await host.until('the session', () => kind() === 'ready', 30)
  await taken
  expect(inits().at(-1)).toContain('"compete":true')
})
