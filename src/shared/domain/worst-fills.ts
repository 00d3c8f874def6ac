import { countNakedShorts, type Holding } from './exposure.ts'

/** The holdings that each order of a group adds. Of a group, one order fills. */
type OrderGroup = readonly (readonly Holding[])[]

/** Maximum number of different results of fills that are compared. */
const MAX_RESULTS = 4_096

/**
 * Counts the naked short options if those pending orders fill, in whole or in part, that leave the most of them. Exact:
 * it compares all results that can be the worst. A combo fills as a whole. Undefined if there are too many to compare.
 * Pure.
 */
export function countWorstNakedShorts(held: readonly Holding[], groups: readonly OrderGroup[]): number | undefined {
  // Range of what orders for the underlying alone may add. Every quantity in it is possible, because they fill in parts.
  let [least, most] = [0, 0]
  const certain: Holding[] = []
  const uncertain: OrderGroup[] = []
  for (const group of groups) {
    // More long options never leave more naked ones, and more short options never fewer.
    const harmful = group.filter((holdings) => !holdings.every(isLongOption))
    const [only] = harmful
    if (only === undefined) continue
    if (harmful.length === 1 && only.every(isShortOption)) certain.push(...only)
    else if (harmful.every((holdings) => holdings.every(({ kind }) => kind === 'underlying'))) {
      const quantities = harmful.map((holdings) => holdings.reduce((sum, { quantity }) => sum + quantity, 0))
      least += Math.min(0, ...quantities)
      most += Math.max(0, ...quantities)
    } else uncertain.push(harmful)
  }
  const results = combine(addUp([...held, ...certain]), uncertain)
  if (results === undefined) return undefined
  let count = 0
  for (const result of results) {
    // With several sizes, more shares may cover fewer contracts, so the worst number of shares is not known.
    if (least < most && hasSeveralSizes(result)) return undefined
    count = Math.max(count, countNakedShorts(withLeastCover(result, least, most)))
  }
  return count
}

const isShortOption = ({ kind, quantity }: Holding): boolean => kind !== 'underlying' && quantity < 0
const isLongOption = ({ kind, quantity }: Holding): boolean => kind !== 'underlying' && quantity >= 0

/** Returns each different sum of the holdings with at most one order of each group; undefined if there are too many. */
function combine(held: readonly Holding[], groups: readonly OrderGroup[]): readonly (readonly Holding[])[] | undefined {
  let results = new Map([[keyOf(held), held]])
  for (const group of groups) {
    const next = new Map(results)
    for (const result of results.values()) {
      for (const holdings of group) {
        const sum = addUp([...result, ...holdings])
        next.set(keyOf(sum), sum)
      }
      if (next.size > MAX_RESULTS) return undefined
    }
    results = next
  }
  return [...results.values()]
}

const termsOf = ({ kind, expiry, units }: Holding): string => `${kind} ${expiry} ${units}`
const keyOf = (holdings: readonly Holding[]): string =>
  holdings.map((each) => `${termsOf(each)} ${each.quantity}`).join()

/**
 * Adds up holdings with the same terms. This does not change the number of naked options, because a long option always
 * covers a short one with the same terms.
 */
function addUp(holdings: readonly Holding[]): readonly Holding[] {
  const sums = new Map<string, Holding>()
  for (const each of holdings) {
    const known = sums.get(termsOf(each))
    sums.set(termsOf(each), { ...each, quantity: each.quantity + (known?.quantity ?? 0) })
  }
  const all = [...sums.values()].filter(({ quantity }) => quantity !== 0)
  return all.toSorted((one, other) => termsOf(one).localeCompare(termsOf(other)))
}

/** Reports whether options of one right have several sizes, as adjusted options have. */
function hasSeveralSizes(holdings: readonly Holding[]): boolean {
  return (['call', 'put'] as const).some(
    (right) => new Set(holdings.filter(({ kind }) => kind === right).map(({ units }) => units)).size > 1,
  )
}

/**
 * Changes the underlying by the quantity in a range that leaves the least of it, long or short: long covers calls and
 * short covers puts, so that the fewest options are covered.
 */
function withLeastCover(holdings: readonly Holding[], least: number, most: number): readonly Holding[] {
  const held = holdings.find(({ kind }) => kind === 'underlying')?.quantity ?? 0
  const quantity = Math.min(Math.max(0, held + least), held + most)
  const others = holdings.filter(({ kind }) => kind !== 'underlying')
  return [...others, { kind: 'underlying', quantity, expiry: '', units: 1 }]
}
