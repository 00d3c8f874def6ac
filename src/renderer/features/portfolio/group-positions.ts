import { contractKindOf } from '../../../shared/domain/contract-kind.ts'
import type { NamedPosition } from '../../../shared/domain/position.ts'
import type { ValuedPosition } from './value-position.ts'

export const GROUPINGS = [
  { value: 'none', label: 'No groups' },
  { value: 'class', label: 'Asset class' },
  { value: 'currency', label: 'Currency' },
  { value: 'underlying', label: 'Underlying' },
] as const

export type Grouping = (typeof GROUPINGS)[number]['value']

/** A sum in the base currency, and the number of positions that are not in it, because their value is unknown. */
export interface Sum {
  readonly amount: number
  readonly missing: number
}

/** Row above the positions of a group. */
interface PositionGroup {
  readonly kind: 'group'
  readonly key: string
  readonly title: string
  readonly count: number
  readonly value: Sum
  readonly day: Sum
  readonly open: Sum
  readonly share: number | undefined
}

export type PortfolioRow = ValuedPosition | PositionGroup

const CLASS_TITLES = {
  share: 'Shares',
  option: 'Options',
  future: 'Futures',
  pair: 'Currencies',
  combo: 'Combos',
} as const

/** Returns the title of the group to which a position belongs. */
function titleOf({ assetClass, currency, contractName }: NamedPosition, grouping: Exclude<Grouping, 'none'>): string {
  switch (grouping) {
    case 'class':
      return assetClass === undefined ? 'Unknown asset class' : CLASS_TITLES[contractKindOf(assetClass)]
    case 'currency':
      return currency ?? 'Unknown currency'
    case 'underlying':
      return contractName.split(' ')[0] || 'Unknown underlying'
  }
}

/** Adds the known amounts and counts the unknown ones. */
export function sumOf(amounts: readonly (number | undefined)[]): Sum {
  const known = amounts.filter((amount) => amount !== undefined)
  return { amount: known.reduce((total, amount) => total + amount, 0), missing: amounts.length - known.length }
}

/** Places each group before its positions. Groups and positions keep the order of the sorted positions. Pure. */
export function groupPositions(
  sorted: readonly ValuedPosition[],
  grouping: Grouping,
  collapsed: ReadonlySet<string>,
): readonly PortfolioRow[] {
  if (grouping === 'none') return sorted
  const groups = new Map<string, ValuedPosition[]>()
  for (const row of sorted) {
    const title = titleOf(row.position, grouping)
    const members = groups.get(title)
    if (members) members.push(row)
    else groups.set(title, [row])
  }
  return [...groups].flatMap(([title, members]): readonly PortfolioRow[] => {
    const shares = members.map(({ share }) => share)
    const group: PositionGroup = {
      kind: 'group',
      key: `${grouping} ${title}`,
      title,
      count: members.length,
      value: sumOf(members.map(({ base }) => base.value)),
      day: sumOf(members.map(({ base }) => base.day)),
      open: sumOf(members.map(({ base }) => base.open)),
      share: shares.includes(undefined) ? undefined : sumOf(shares).amount,
    }
    return collapsed.has(group.key) ? [group] : [group, ...members]
  })
}
