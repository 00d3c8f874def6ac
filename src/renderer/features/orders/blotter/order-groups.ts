import type { NamedLeg } from '../../../../shared/domain/combo.ts'
import type { ConsoleOrder } from '../../../../shared/domain/console-orders.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { formatSide } from '../../../../shared/domain/orders.ts'
import { partOf } from './order-filter.ts'

/** Orders that depend on each other: a bracket or an OCA group. */
export interface OrderGroup {
  readonly id: string
  readonly kind: 'bracket' | 'oca'
  /** Order id of the bracket's parent, which may not be in the list. */
  readonly parentId: string | undefined
  /** All known orders of the group, with the parent first. */
  readonly orders: readonly ConsoleOrder[]
}

/** Group of each grouped order, by order id. */
type OrderGroups = ReadonlyMap<string, OrderGroup>

const NO_GROUPS: OrderGroups = new Map()

/** Finds the groups with at least two orders. A bracket takes precedence over the OCA group of its children. */
export function findGroups(orders: Iterable<ConsoleOrder>): OrderGroups {
  const members = new Map<string, { kind: OrderGroup['kind']; parentId: string | undefined; orders: ConsoleOrder[] }>()
  const parentIds = new Set<string>()
  const all = [...orders]
  for (const order of all) {
    const { parentId, ocaGroup, account } = order
    if (parentId === undefined && ocaGroup === undefined) continue
    if (parentId !== undefined) parentIds.add(parentId)
    const id = parentId === undefined ? `oca ${account} ${ocaGroup}` : `bracket ${parentId}`
    const group = members.get(id)
    if (group) group.orders.push(order)
    else members.set(id, { kind: parentId === undefined ? 'oca' : 'bracket', parentId, orders: [order] })
  }
  if (members.size === 0) return NO_GROUPS
  const found = new Map<string, OrderGroup>()
  const parents = new Map(all.flatMap((order) => (parentIds.has(order.orderId) ? [[order.orderId, order]] : [])))
  for (const [id, { kind, parentId, orders: children }] of members) {
    const parent = parentId === undefined ? undefined : parents.get(parentId)
    const group = { id, kind, parentId, orders: parent ? [parent, ...children] : children }
    if (group.orders.length < 2) continue
    for (const { orderId } of group.orders) if (kind === 'bracket' || !found.has(orderId)) found.set(orderId, group)
  }
  return found
}

/** Row above the visible orders of a group if its parent is not visible. */
export interface GroupHeader {
  readonly group: OrderGroup
}

/** Row of one contract of a combo, below its order. */
export interface LegRow {
  readonly leg: NamedLeg
  readonly combo: ConsoleOrder
}

/** Rows of the legs of each combo. An unchanged order keeps its rows. */
const legRows = new WeakMap<ConsoleOrder, readonly LegRow[]>()

function legRowsOf(combo: ConsoleOrder): readonly LegRow[] {
  const known = legRows.get(combo)
  if (known !== undefined || combo.legs === undefined) return known ?? []
  const rows = combo.legs.map((leg) => ({ leg, combo }))
  legRows.set(combo, rows)
  return rows
}

/** Returns the id under which the legs of a combo are collapsed. */
const comboId = ({ orderId }: ConsoleOrder): string => `combo ${orderId}`

/** Returns the row key of a leg. */
export const legKey = ({ leg, combo }: LegRow): string => `leg ${combo.orderId} ${combo.legs?.indexOf(leg)}`

/** Describes what an order trades of one contract of a combo: `BUY 2 AAPL 20JAN27 240 C`. */
export function legText({ side, quantity = 1, ...order }: ConsoleOrder, { ratio, name }: NamedLeg): string {
  const count = formatNumber(Math.abs(ratio) * quantity)
  if (side === undefined) return `${formatSide(order)} ${ratio < 0 ? '−' : '+'}${count} ${name}`
  return `${(side === 'BUY') === ratio > 0 ? 'BUY' : 'SELL'} ${count} ${name}`
}

/** Position of a row in the tree. */
interface RowSlot {
  readonly level: number
  /** Whether the children are visible; undefined for a row without children. */
  readonly expanded?: boolean
  /** State of the group, not abbreviated. */
  readonly note?: string
  readonly shortNote?: string
  /** Id of the group or combo that the row expands and collapses. */
  readonly toggles?: string
}

const NO_SLOTS: OrderTree<never>['slots'] = new Map()

export interface OrderTree<Other> {
  readonly rows: readonly (ConsoleOrder | GroupHeader | LegRow | Other)[]
  /** Positions of the rows in a group, and of combos and their legs. All other rows are at level 1. */
  readonly slots: ReadonlyMap<ConsoleOrder | GroupHeader | LegRow | Other, RowSlot>
}

/** Returns the ids of everything that can be collapsed: groups, and combos. */
export function collapsibleIds(orders: Iterable<ConsoleOrder>): readonly string[] {
  const all = [...orders]
  const groups = [...findGroups(all).values()]
  return [...groups.map(({ id }) => id), ...all.filter(({ legs }) => legs !== undefined).map(comboId)]
}

/**
 * Moves the orders of a group below their parent, or below a header if the parent is not in the list, and adds the legs
 * of a combo below it. A single visible order needs no header.
 */
export function treeOf<Other extends object>(
  rows: readonly (ConsoleOrder | Other)[],
  groups: OrderGroups,
  collapsed: ReadonlySet<string>,
): OrderTree<Other> {
  const hasLegs = (row: ConsoleOrder | Other): boolean => 'legs' in row && row.legs !== undefined
  if (groups.size === 0 && !rows.some(hasLegs)) return { rows, slots: NO_SLOTS }
  const slots = new Map<ConsoleOrder | GroupHeader | LegRow | Other, RowSlot>()
  const groupOf = (row: ConsoleOrder | Other): OrderGroup | undefined =>
    'orderId' in row ? groups.get(row.orderId) : undefined
  const visible = new Map<OrderGroup, ConsoleOrder[]>()
  for (const row of rows) {
    const group = groupOf(row)
    const members = group && visible.get(group)
    if (members) members.push(row as ConsoleOrder)
    else if (group) visible.set(group, [row as ConsoleOrder])
  }
  const placed: OrderTree<Other>['rows'][number][] = []
  const placeLegs = (combo: ConsoleOrder, level: number): void => {
    for (const row of legRowsOf(combo)) {
      slots.set(row, { level })
      placed.push(row)
    }
  }
  /** Places a row that is not the parent of a group. */
  const place = (row: ConsoleOrder | Other, level: 1 | 2): void => {
    placed.push(row)
    const combo = 'orderId' in row && hasLegs(row) ? row : undefined
    if (combo === undefined) {
      if (level > 1) slots.set(row, { level })
      return
    }
    const toggles = comboId(combo)
    const expanded = !collapsed.has(toggles)
    slots.set(row, { level, expanded, toggles })
    if (expanded) placeLegs(combo, level + 1)
  }
  const done = new Set<OrderGroup>()
  for (const row of rows) {
    const group = groupOf(row)
    const members = group && visible.get(group)
    if (!group || !members || members.length < 2) place(row, 1)
    const parent = members?.find(({ orderId }) => orderId === group?.parentId)
    if (!group || !members || members.length < 2 || done.has(group) || (parent && parent !== row)) continue
    done.add(group)
    const head: ConsoleOrder | GroupHeader = parent ?? { group }
    const expanded = !collapsed.has(group.id)
    const state = { note: groupState(group), shortNote: shortGroupState(group) }
    slots.set(head, { level: 1, expanded, ...state, toggles: group.id })
    placed.push(head)
    if (!expanded) continue
    if (parent) placeLegs(parent, 2)
    for (const member of members) if (member !== parent) place(member, 2)
  }
  return { rows: placed, slots }
}

/** Returns the row key of a group header. */
export const headerKey = ({ id }: OrderGroup): string => `group ${id}`

/** Describes the state of a group: "2 working, 1 filled". */
export const groupState = (group: OrderGroup): string =>
  countStates(group)
    .map(([part, count]) => `${count} ${part}`)
    .join(', ')

/** Describes the state of a group in a narrow column: "2/3 working". */
function shortGroupState(group: OrderGroup): string {
  const [[part, count] = ['working', 0]] = countStates(group)
  return `${count}/${group.orders.length} ${part}`
}

/** Counts the orders of a group by state, with the most important state first. */
function countStates({ orders }: OrderGroup) {
  const counts = { working: 0, filled: 0, cancelled: 0, failed: 0 }
  for (const order of orders) counts[partOf(order)] += 1
  return Object.entries(counts).filter(([, count]) => count > 0)
}

/** Returns the title of a group without a visible parent: "Bracket of order 12: AAPL". */
export function groupTitle({ kind, parentId, orders }: OrderGroup): string {
  const contracts = [...new Set(orders.map(({ contractName }) => contractName))].join(', ')
  return kind === 'bracket' ? `Bracket of order ${parentId}: ${contracts}` : `OCA group: ${contracts}`
}
