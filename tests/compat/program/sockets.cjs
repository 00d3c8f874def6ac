const { observe, within } = require('./observe.cjs')

/** Maximum wait in ms for frames that both libraries receive. A slow machine needs this time. */
const PATIENCE = 20_000

/**
 * Subscribes, and resolves to the subscription after the session message, because ibkr-client loses earlier messages.
 */
async function ready(socket) {
  const frames = []
  const subscription = socket.subscribe({ next: (frame) => frames.push(frame), error: () => {} })
  await within(PATIENCE, () => frames.some((frame) => frame.topic === 'sts'))
  return subscription
}

/**
 * Observes the methods of `socket()` and their behaviour. `lines` is the console output, and `recoveryMs` the maximum wait
 * in ms for frames that ibkr-client never receives.
 */
async function sockets({ client, lines, control, recoveryMs }) {
  client.session = (await client.request({ path: 'tickle', method: 'POST' })).session
  await client.request({ path: 'iserver/accounts' })
  await observe('socket() gives a new subject each time', () => new Set([client.socket(), client.socket()]).size === 2)
  await observe('the methods of socket()', () => {
    const socket = client.socket()
    return ['next', 'error', 'complete', 'subscribe', 'multiplex'].map((name) => typeof socket[name])
  })
  await observe('socket() has pipe()', () => typeof client.socket().pipe)
  await observe('state$ before it is used', () => client.socket().state$.value)
  await observe('state$ from the first subscriber to the last', async () => {
    const socket = client.socket()
    const states = []
    socket.state$.subscribe((state) => states.push(state))
    const subscription = socket.subscribe({ error: () => {} })
    await within(PATIENCE, () => states.includes('CONNECTED'))
    subscription.unsubscribe()
    await within(PATIENCE, () => states.at(-1) === 'DISCONNECTED')
    return states
  })
  await observe('frames are parsed, the session message first', async () => {
    const socket = client.socket()
    const frames = []
    const subscription = socket.subscribe({ next: (frame) => frames.push(frame), error: () => {} })
    await within(PATIENCE, () => frames.some((frame) => frame.topic === 'sts'))
    subscription.unsubscribe()
    return [
      typeof frames[0],
      frames
        .map((frame) => frame.topic)
        .filter((topic) => topic !== undefined)
        .slice(0, 3),
    ]
  })
  await observe('session is read at each connect', async () => {
    const good = client.session
    client.session = 'an old one'
    const received = []
    for (const session of ['an old one', good]) {
      client.session = session
      const frames = []
      const subscription = client.socket().subscribe({ next: (frame) => frames.push(frame), error: () => {} })
      await within(PATIENCE, () => frames.length > 0)
      subscription.unsubscribe()
      received.push(frames[0]?.message ?? frames[0]?.topic)
    }
    return received
  })
  await observe('next sends a text unchanged', async () => {
    const socket = client.socket()
    const frames = []
    const subscription = socket.subscribe({ next: (frame) => frames.push(frame), error: () => {} })
    await within(PATIENCE, () => frames.some((frame) => frame.topic === 'sts'))
    socket.next('tic')
    const echoed = await within(PATIENCE, () => frames.some((frame) => frame.topic === 'tic'))
    subscription.unsubscribe()
    return echoed
  })
  await observe('a text before the connection is queued and sent', async () => {
    const socket = client.socket()
    const frames = []
    socket.next('tic')
    const subscription = socket.subscribe({ next: (frame) => frames.push(frame), error: () => {} })
    const echoed = await within(PATIENCE, () => frames.some((frame) => frame.topic === 'tic'))
    subscription.unsubscribe()
    return echoed
  })
  await observe('multiplex subscribes, filters, and unsubscribes', async () => {
    const socket = client.socket()
    const alive = await ready(socket)
    const frames = []
    const profit = socket.multiplex(
      () => 'spl+{"of":"multiplex"}',
      () => 'upl+{"of":"multiplex"}',
      (frame) => frame.topic === 'spl',
    )
    const subscription = profit.subscribe({ next: (frame) => frames.push(frame.topic), error: () => {} })
    const isReceived = await within(PATIENCE, () => frames.length > 0)
    subscription.unsubscribe()
    await new Promise((resolve) => setTimeout(resolve, 100))
    alive.unsubscribe()
    return [isReceived, [...new Set(frames)]]
  })
  await observe('a multiplexed stream can be subscribed to twice', async () => {
    const socket = client.socket()
    const alive = await ready(socket)
    const profit = socket.multiplex(
      () => 'spl+{}',
      () => 'upl+{}',
      (frame) => frame.topic === 'spl',
    )
    const once = []
    profit.subscribe({ next: (frame) => once.push(frame), error: () => {} }).unsubscribe()
    const again = []
    const second = profit.subscribe({ next: (frame) => again.push(frame), error: () => {} })
    const isReceived = await within(recoveryMs, () => again.length > 0)
    second.unsubscribe()
    alive.unsubscribe()
    return isReceived
  })
  await observe('the socket reconnects after a drop and restores its streams', async () => {
    const socket = client.socket()
    const frames = []
    const stream = socket.multiplex(
      () => 'spl+{"of":"drop"}',
      () => 'upl+{}',
      (frame) => frame.topic === 'spl',
    )
    const subscription = stream.subscribe({ next: (frame) => frames.push(frame), error: () => {} })
    await within(PATIENCE, () => frames.length > 0)
    await control('dropSockets')
    const before = frames.length
    const back = await within(recoveryMs, () => frames.length > before)
    subscription.unsubscribe()
    return back
  })
  for (const [what, fault] of [
    ['text that is not JSON', 'malformed'],
    ['a binary frame', 'binary'],
  ]) {
    await observe(`the connection stays open after ${what}`, async () => {
      const socket = client.socket()
      const states = []
      const errors = []
      socket.state$.subscribe((state) => states.push(state))
      const frames = []
      const subscription = socket.subscribe({
        next: (frame) => frames.push(frame),
        error: (error) => errors.push(String(error)),
      })
      await within(PATIENCE, () => frames.some((frame) => frame.topic === 'sts'))
      await control('addFault', { fault: `${fault}@ws:tic,times=1` })
      // The first response is damaged. The second response shows that the connection still works.
      socket.next('tic')
      socket.next('tic')
      await within(PATIENCE, () => frames.some((frame) => frame.topic === 'tic') || states.at(-1) !== 'CONNECTED')
      const up = states.filter((state) => state === 'CONNECTED').length === 1 && socket.state$.value === 'CONNECTED'
      subscription.unsubscribe()
      return up && errors.length === 0
    })
  }
  await observe('a tic goes out once a minute', async () => {
    const socket = client.socket()
    const frames = []
    const subscription = socket.subscribe({ next: (frame) => frames.push(frame), error: () => {} })
    // shorten-minute-timers.cjs shortens the one-minute timer of `tic` to 100 ms.
    const echoed = await within(PATIENCE, () => frames.some((frame) => frame.topic === 'tic'))
    subscription.unsubscribe()
    return echoed
  })
  const debugged = async (debug) => {
    const socket = client.socket(debug)
    lines.length = 0
    const subscription = socket.subscribe({ error: () => {} })
    await within(PATIENCE, () => socket.state$.value === 'CONNECTED')
    await new Promise((resolve) => setTimeout(resolve, 400))
    socket.next('tic')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const isLogged = (event) => lines.some((line) => line.startsWith(`[IBKR WebSocket] ${event}`))
    for (const event of debug ?? []) if (event !== 'close') await within(PATIENCE, () => isLogged(event))
    subscription.unsubscribe()
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (debug?.includes('close')) await within(PATIENCE, () => isLogged('close'))
    return [...new Set(lines.map((line) => /^\[IBKR WebSocket\] \w+/.exec(line)?.[0]).filter(Boolean))].sort()
  }
  await observe('a socket with an empty debug list logs', async () => {
    await debugged(undefined)
    return lines.length === 0 ? 'nothing' : 'much'
  })
  for (const event of ['open', 'close', 'send', 'receive']) {
    await observe(`debug: ${event}`, () => debugged([event]))
  }
}

module.exports = { sockets }
