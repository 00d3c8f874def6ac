import type { GuardRails } from '../../../src/shared/domain/guard-rails.ts'
import type { RecordedRequest } from '../../../src/simulator/record/recorded-entries.ts'
import type { Departure } from '../../process/departures.ts'
import { type Phase, possibleAt } from '../../process/phases.ts'

/*
 * Judges a run of requests by what left the process, in the order of the first bytes, and by what the servers received.
 * It shares no code with the gate. All times are on the clock of the departures.
 */

/** Time in ms for which a question holds up others, from its response. */
const LEASE_MS = { person: 60_000, program: 5_000 }

/** A request of a run, as its caller knows it. */
export interface Sent {
  /** Identifies the request on the wire. */
  readonly mark: string
  readonly kind: 'ticket' | 'explorer' | 'program' | 'cancel' | 'read' | 'read of a program' | 'reply'
  readonly owner: 'person' | 'program'
  /** The number of the window or of the program. */
  readonly by: number
  /** The number of the profile. */
  readonly place: number
  readonly quantity: number
  readonly isFar: boolean
  /** The result that the caller got: whether the request was sent, if known. */
  outcome?: { readonly wasSent: boolean | 'unknown'; readonly code: string } | undefined
  /** The id of the question in the response. */
  question?: string | undefined
}

/** What was true in a run, and when. */
export interface Circumstances {
  /** By profile. */
  readonly armed: readonly (readonly Phase<boolean>[])[]
  /** By profile. */
  readonly limits: readonly (readonly Phase<GuardRails>[])[]
  /** The profile that each window uses. */
  readonly shown: readonly (readonly Phase<number>[])[]
  /** Times at which the kill switch of a profile was used. */
  readonly kills: readonly (readonly number[])[]
}

/** What happened at the server of one profile. */
export interface Traffic {
  readonly account: string
  /** What left for the server, in the order of the first bytes. */
  readonly departures: readonly Departure[]
  /** What the server received. */
  readonly arrivals: readonly RecordedRequest[]
  /** Times at which the host opened a session. A new session does not know the questions of the one before. */
  readonly sessions: readonly number[]
}

/** Requests of a session about itself, which the host sends without a caller. */
const OF_SESSION = /\/(?:tickle|oauth\/.*|iserver\/auth\/.*|iserver\/accounts|sso\/.*|ws)$/
/** Reads of the facts of an order, which a person may cause. The host itself reads none of them in the background. */
const FACTS = /\/(?:iserver\/contract\/.*|iserver\/marketdata\/.*|iserver\/exchangerate|iserver\/secdef\/.*)$/
const MARK = /console-[0-9a-f]{16}/

type Wire = Pick<Departure, 'method' | 'path' | 'query' | 'body'>

/** Returns the mark of a request: the id of a reply, the order of a cancel, or what the caller has put into it. */
const markOf = ({ path, query, body }: Wire): string | undefined =>
  /\/reply\/([^/]+)$/.exec(path)?.[1] ?? /\/order\/(9\d{8})$/.exec(path)?.[1] ?? MARK.exec(`${query} ${body}`)?.[0]

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}

/** Returns everything that is wrong in a run. */
export function findWrong(
  all: readonly Sent[],
  circumstances: Circumstances,
  traffic: readonly Traffic[],
): readonly string[] {
  const callers = groupBy(all, ({ mark }) => mark)
  const callersOf = (wire: Wire): readonly Sent[] => callers.get(markOf(wire) ?? '') ?? []
  return [
    ...traffic.flatMap((at, place) => [
      ...at.departures.flatMap((departure) =>
        findForbidden(departure, place, callersOf(departure), circumstances).map(
          (problem) => `${at.account} at ${departure.at}: ${departure.method} ${departure.path}: ${problem}`,
        ),
      ),
      ...findUnexplained(at),
      ...findVoided(at, callersOf).map((claim) => `${at.account}: ${claim}`),
    ]),
    ...findRepeated(callers, traffic),
  ]
}

/** Returns why a request may not have left. */
function findForbidden(
  { at, method, path, body }: Departure,
  place: number,
  callers: readonly Sent[],
  { armed, kills, limits, shown }: Circumstances,
): readonly string[] {
  const [caller] = callers
  if (caller === undefined) {
    const isKill = method === 'DELETE' && kills[place]?.some((begun) => begun <= at)
    return method === 'GET' || OF_SESSION.test(path) || isKill ? [] : ['nobody has sent it']
  }
  const wrong: string[] = []
  if (caller.place !== place && caller.kind !== 'read') wrong.push(`sent for profile ${caller.place}`)
  if (caller.owner === 'program') return wrong
  if (!callers.some(({ by }) => possibleAt(shown[by] ?? [], at).includes(place)))
    wrong.push('its window shows another profile')
  if (method === 'GET') return wrong
  if (!possibleAt(armed[place] ?? [], at).includes(true)) wrong.push('the profile is not armed')
  const isWithin = ({ quantity }: GuardRails) => quantity.action === 'off' || caller.quantity <= quantity.limit
  // Declining a question places nothing, so that no limit applies.
  const isDecline = body === '{"confirmed":false}'
  if (method === 'POST' && !isDecline && !possibleAt(limits[place] ?? [], at).some(isWithin))
    wrong.push(`${caller.quantity} is beyond the limit`)
  return wrong
}

/** Returns the requests that a server received more often than they left. */
function findUnexplained({ account, departures, arrivals }: Traffic): readonly string[] {
  // A WebSocket does not leave through undici.
  const received = arrivals.filter(({ path }) => !path.endsWith('/ws'))
  const keyOf = (wire: Wire): string => `${wire.method} ${wire.path}?${wire.query} ${markOf(wire) ?? ''}`
  const left = groupBy(departures, keyOf)
  return [...groupBy(received, keyOf)].flatMap(([key, { length }]) => {
    const count = left.get(key)?.length ?? 0
    return length > count ? [`${account}: ${key} arrived ${length} times, but left ${count} times`] : []
  })
}

/** Returns the requests that were sent twice, or whose callers got a wrong result. */
function findRepeated(callers: ReadonlyMap<string, readonly Sent[]>, traffic: readonly Traffic[]): readonly string[] {
  const count = (wires: readonly Wire[]) =>
    groupBy(
      wires.filter(({ method }) => method !== 'GET'),
      (wire) => markOf(wire) ?? '',
    )
  const left = count(traffic.flatMap(({ departures }) => departures))
  const arrived = count(traffic.flatMap(({ arrivals }) => arrivals))
  return [...callers].flatMap(([mark, all]) => {
    const [{ kind } = { kind: 'read' }] = all
    if (kind === 'read' || kind === 'read of a program') return []
    const wrong: string[] = []
    const leftTimes = left.get(mark)?.length ?? 0
    const arrivedTimes = arrived.get(mark)?.length ?? 0
    if (leftTimes > 1) wrong.push(`was sent ${leftTimes} times`)
    // Several windows may reply to one question, of which at most one is sent.
    const sent = all.filter(({ outcome }) => outcome?.wasSent === true).length
    if (sent > 1) wrong.push(`${sent} callers got a response`)
    if (sent > 0 && arrivedTimes !== 1) wrong.push(`got a response, but arrived ${arrivedTimes} times`)
    if (all.every(({ outcome }) => outcome?.wasSent === false) && leftTimes > 0)
      wrong.push(`left, but its caller got ${all[0]?.outcome?.code}`)
    if (all.some(({ outcome }) => outcome === undefined)) wrong.push('no result')
    return wrong.map((problem) => `${kind} ${mark}: ${problem}`)
  })
}

/**
 * Returns the requests that voided a question without being allowed to. A question counts as open from the first byte of
 * its order request: whatever leaves after that, on any connection, may reach IBKR after the order.
 */
function findVoided({ departures, sessions }: Traffic, callersOf: (wire: Wire) => readonly Sent[]): readonly string[] {
  return departures.flatMap((order, index) => {
    const asked = callersOf(order)
    const [sender] = asked
    if (sender === undefined || order.method !== 'POST') return []
    const question = asked.find((each) => each.question !== undefined)?.question
    const { by, owner } = sender
    // Without a question, nothing has to wait once the response is there.
    const leaseMs = question === undefined ? 0 : LEASE_MS[owner]
    for (const next of departures.slice(index + 1)) {
      if (OF_SESSION.test(next.path)) continue
      const isOver = order.endedAt !== undefined && next.at >= order.endedAt + leaseMs
      if (isOver || sessions.some((opened) => opened > order.at && opened <= next.at)) return []
      const [caller] = callersOf(next)
      // Its reply, or a person's cancel.
      if (question !== undefined && markOf(next) === question) return []
      if (next.method === 'DELETE') return []
      const isPerson = caller === undefined ? FACTS.test(next.path) : caller.owner === 'person'
      if (owner === 'program' && isPerson) return []
      const who = caller === undefined ? 'the host' : `${caller.owner} ${caller.by}`
      const what = question === undefined ? 'left while IBKR could ask about' : `voided question ${question} about`
      const claim = `${next.method} ${next.path} of ${who} ${what} ${order.path} of ${owner} ${by}`
      const from = departures.slice(index, departures.indexOf(next) + 1)
      return [[claim, ...from.map((each) => `  ${describeDeparture(each)}`)].join('\n')]
    }
    return []
  })
}

const describeDeparture = (wire: Departure): string =>
  `${wire.at} to ${wire.endedAt}: ${wire.method} ${wire.path} ${markOf(wire) ?? ''}`
