import { startProgram } from './child-program.ts'

/** Maximum number of frames in transit, which is enough to keep both sides busy. */
const maxInFlight = 50_000

type Total = { readonly kind: 'total'; readonly total: number }

/** Sends as fast as the readers in another process read, and reports their frames per second to the parent process. */
export async function measureFrames(settings: {
  readonly counterFile: string
  readonly sockets: number
  readonly seconds: number
  readonly url: string
  readonly cookie: string
  readonly subscriptions: readonly string[]
  /** Creates the frames of one event loop iteration. */
  readonly produce: (turn: number) => void
  /** Returns the number of frames sent so far over all sockets. */
  readonly sent: () => number
}): Promise<void> {
  const { sockets, url, cookie, subscriptions, produce, sent } = settings
  const counter = startProgram(settings.counterFile, [url, String(sockets), cookie, ...subscriptions])
  await counter.next('open')
  // The first frames of the subscriptions do not count.
  let before = -1
  let last = (await counter.next<Total>('total')).total
  while (before !== last) {
    before = last
    last = (await counter.next<Total>('total')).total
  }
  let received = 0
  let running = true
  const listening = (async () => {
    while (running) received = (await counter.next<Total>('total')).total - last
  })()
  const started = performance.now()
  const cpu = process.cpuUsage()
  const sentBefore = sent()
  let turns = 0
  await new Promise<void>((resolve) => {
    const turn = () => {
      if (performance.now() - started > settings.seconds * 1000) return resolve()
      if (sent() - sentBefore - received < maxInFlight) {
        produce(turns)
        turns += 1
      }
      setImmediate(turn)
    }
    turn()
  })
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  running = false
  await listening
  process.send?.({ kind: 'frames', perSecond: received / seconds, cores: (user + system) / 1e6 / seconds })
  await counter.stop()
}
