/** Target share of one instrument in a model's value. */
interface TargetShare {
  readonly conid: number
  readonly share: number
}

/** A model portfolio. */
export interface Model {
  readonly name: string
  readonly description: string
  readonly isStatic: boolean
  readonly positions: readonly TargetShare[]
  readonly cash: readonly { readonly currency: string; readonly share: number }[]
  /** Invested amount in USD, by account. */
  readonly invested: ReadonlyMap<string, number>
}

/** Settings for rebalancing, with IBKR's field names. */
interface ModelPresets {
  readonly avoidNegativeCashInCore: boolean
  readonly cashQtyEstimateFactor: number
  readonly closeDivestCorePosition: boolean
  readonly fullyInvestExistingLongPositions: boolean
  readonly keepModelOpen: boolean
  readonly preferCrossWithIndependent: boolean
  readonly preferTransferFromIndependent: boolean
  readonly roundAllocExchBoardLot: boolean
  readonly useNonBaseCcy: boolean
  readonly useToleranceRange: boolean
}

/** The models of an adviser. A transfer waits until it is submitted, and is then only recorded: it places no orders. */
export interface Models {
  all(): readonly Model[]
  find(name: string): Model | undefined
  /**
   * Adds a model, or replaces the model with the same name. Returns false if the maximum number of models is reached.
   */
  save(model: Omit<Model, 'invested'>): boolean
  /**
   * Adds a transfer that waits until it is submitted; a negative amount divests. Returns false if the maximum number of
   * waiting transfers is reached.
   */
  invest(name: string, accountId: string, amount: number): boolean
  submit(): void
  presets(): ModelPresets
  setPresets(presets: ModelPresets): void
}

/** Maximum numbers of models and waiting transfers. The limits are the simulator's own: IBKR publishes none. */
const [maxModels, maxWaiting] = [1000, 1000] as const

export function createModels(): Models {
  const models = new Map<string, Model>()
  let waiting: readonly { readonly name: string; readonly accountId: string; readonly amount: number }[] = []
  let presets: ModelPresets = {
    avoidNegativeCashInCore: false,
    cashQtyEstimateFactor: 25,
    closeDivestCorePosition: true,
    fullyInvestExistingLongPositions: false,
    keepModelOpen: false,
    preferCrossWithIndependent: false,
    preferTransferFromIndependent: true,
    roundAllocExchBoardLot: false,
    useNonBaseCcy: false,
    useToleranceRange: false,
  }
  return {
    all: () => [...models.values()],
    find: (name) => models.get(name),
    save: (model) => {
      if (models.size >= maxModels && !models.has(model.name)) return false
      models.set(model.name, { ...model, invested: models.get(model.name)?.invested ?? new Map() })
      return true
    },
    invest: (name, accountId, amount) => {
      if (waiting.length >= maxWaiting) return false
      waiting = [...waiting, { name, accountId, amount }]
      return true
    },
    submit: () => {
      for (const { name, accountId, amount } of waiting) {
        const model = models.get(name)
        if (model === undefined) continue
        const sum = (model.invested.get(accountId) ?? 0) + amount
        models.set(name, { ...model, invested: new Map(model.invested).set(accountId, Math.max(0, sum)) })
      }
      waiting = []
    },
    presets: () => presets,
    setPresets: (next) => {
      presets = next
    },
  }
}
