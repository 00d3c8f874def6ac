/** Methods to allocate an order of a group: equity, equal, net liquidation, cash, percentage, ratio, shares. */
export const allocationMethods = ['A', 'E', 'N', 'C', 'P', 'R', 'S'] as const

type AllocationMethod = (typeof allocationMethods)[number]

/** Accounts that can receive one order together. */
export interface AllocationGroup {
  readonly name: string
  readonly method: AllocationMethod
  readonly members: readonly { readonly accountId: string; readonly amount: number | undefined }[]
}

/** Settings for allocating orders, with IBKR's field names. */
interface AllocationPresets {
  readonly group_auto_close_positions: boolean
  readonly default_method_for_all: string
  readonly profiles_auto_close_positions: boolean
  readonly strict_credit_check: boolean
  readonly group_proportional_allocation: boolean
}

/** The allocation groups of an adviser and their settings. */
export interface AllocationGroups {
  all(): readonly AllocationGroup[]
  find(name: string): AllocationGroup | undefined
  /**
   * Adds a group, or replaces the group named `previousName`. Returns false if the maximum number of groups is reached.
   */
  save(group: AllocationGroup, previousName?: string): boolean
  /** Removes a group. Returns false for an unknown name. */
  remove(name: string): boolean
  presets(): AllocationPresets
  setPresets(presets: AllocationPresets): void
}

/** Maximum number of groups. The limit is the simulator's own: IBKR publishes none. */
const maxGroups = 1000

export function createAllocationGroups(): AllocationGroups {
  const groups = new Map<string, AllocationGroup>()
  let presets: AllocationPresets = {
    group_auto_close_positions: false,
    default_method_for_all: 'AvailableEquity',
    profiles_auto_close_positions: false,
    strict_credit_check: false,
    group_proportional_allocation: false,
  }
  return {
    all: () => [...groups.values()],
    find: (name) => groups.get(name),
    save: (group, previousName = group.name) => {
      if (groups.size >= maxGroups && !groups.has(previousName)) return false
      groups.delete(previousName)
      groups.set(group.name, group)
      return true
    },
    remove: (name) => groups.delete(name),
    presets: () => presets,
    setPresets: (next) => {
      presets = next
    },
  }
}
