import type { RecordedText } from './recording-proxy.ts'

/** Content of a row at one time: ms since the epoch, order id, and limit and filled as shown. */
export type RowSample = readonly [at: number, orderId: string, shown: string]

interface State {
  readonly at: number
  readonly shown: string
}

interface Row {
  readonly orderId?: number
  readonly price?: string
  readonly filledQuantity?: number
}

const plain = (text: string): string => text.replaceAll(',', '')

/** Returns every state of every order that the server sent, in order. `begin` contains the earlier states. */
export function listOrderStates(
  frames: readonly RecordedText[],
  begin: ReadonlyMap<string, string>,
): Map<string, State[]> {
  const states = new Map([...begin].map(([id, shown]) => [id, [{ at: 0, shown: plain(shown) }]]))
  for (const { at, text } of frames) {
    if (!text.startsWith('{"topic":"sor"')) continue
    for (const { orderId, price, filledQuantity } of (JSON.parse(text) as { args: readonly Row[] }).args) {
      if (price === undefined && filledQuantity === undefined) continue
      const known = states.get(String(orderId)) ?? []
      const [limit = '', filled = '0'] = known.at(-1)?.shown.split(' ') ?? []
      known.push({ at, shown: plain(`${price ?? limit} ${filledQuantity ?? filled}`) })
      states.set(String(orderId), known)
    }
  }
  return states
}

/** Returns every last price that the server sent, by symbol. `symbols`: the symbol of each conid. */
export function listLastPrices(
  frames: readonly RecordedText[],
  symbols: ReadonlyMap<number, string>,
): Map<string, State[]> {
  const states = new Map<string, State[]>()
  for (const { at, text } of frames) {
    if (!text.includes('"topic":"smd+')) continue
    const row = JSON.parse(text) as { readonly conid: number; readonly '31'?: string }
    const [symbol, last] = [symbols.get(row.conid), row['31']]
    if (symbol === undefined || last === undefined) continue
    states.set(symbol, [...(states.get(symbol) ?? []), { at, shown: plain(last) }])
  }
  return states
}

/** Returns the delay of each sample compared with what the server had sent, in ms; 0 if nothing newer was sent. */
export function measureViewAges(
  samples: readonly RowSample[],
  states: ReadonlyMap<string, readonly State[]>,
): readonly number[] {
  return samples.flatMap(([at, orderId, text]) => {
    const known = states.get(orderId)
    if (!known) return []
    const shown = plain(text)
    let newest = known.length - 1
    while (newest >= 0 && (known[newest]?.at ?? 0) > at) newest -= 1
    let index = newest
    while (index >= 0 && known[index]?.shown !== shown) index -= 1
    // Either the state was shown shortly before the recording started, or it is older than all recorded states.
    if (index < 0) return newest < 0 || known[newest + 1]?.shown === shown ? [] : [at - (known[0]?.at ?? at)]
    const next = known[index + 1]
    return [index === newest || !next ? 0 : at - next.at]
  })
}

/** Returns, for each shown state, the time in ms from its transmission to the first sample that shows it. */
export function measureUpdateDelays(
  samples: readonly RowSample[],
  states: ReadonlyMap<string, readonly State[]>,
): readonly number[] {
  const byOrder = new Map<string, RowSample[]>()
  for (const sample of samples) byOrder.set(sample[1], [...(byOrder.get(sample[1]) ?? []), sample])
  return [...byOrder].flatMap(([orderId, seen]) =>
    (states.get(orderId) ?? []).flatMap(({ at, shown }) => {
      const first = at === 0 ? undefined : seen.find((sample) => sample[0] >= at && plain(sample[2]) === shown)
      return first ? [first[0] - at] : []
    }),
  )
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
