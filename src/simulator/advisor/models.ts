/** What a model wants to hold of one instrument, as a share of its value. */
export interface Target {
  readonly conid: number
  readonly share: number
}

/** A model portfolio. */
export interface Model {
  readonly name: string
  readonly description: string
  readonly isStatic: boolean
  readonly positions: readonly Target[]
  readonly cash: readonly { readonly currency: string; readonly share: number }[]
  /** What accounts have put into it, USD. */
  readonly invested: ReadonlyMap<string, number>
}

/** How models are rebalanced, named as on the wire. */
export interface ModelPresets {
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

/** The models of an adviser. Money put into one waits until the transfers are submitted, and is only noted: no order follows. */
export interface Models {
  all(): readonly Model[]
  find(name: string): Model | undefined
  save(model: Omit<Model, 'invested'>): void
  /** Notes an amount to move; negative to divest. */
  invest(name: string, accountId: string, amount: number): void
  submit(): void
  presets(): ModelPresets
  setPresets(presets: ModelPresets): void
}

/** Makes a store without models. */
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
      models.set(model.name, { ...model, invested: models.get(model.name)?.invested ?? new Map() })
    },
    invest: (name, accountId, amount) => {
      waiting = [...waiting, { name, accountId, amount }]
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
