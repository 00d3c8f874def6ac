/** One contract of a combo. */
export interface ComboLeg {
  readonly conid: number
  /** Number of shares or contracts in one combo: negative if buying the combo sells them. */
  readonly ratio: number
}

/** Identifies the contract of an order. All combos in one currency share a conid, so their legs distinguish them. */
export interface ContractId {
  readonly conid: number
  /** The legs of a combo, `28812380;;;265598/1,8314/-1`; another contract may have its route here. */
  readonly conidex?: string | undefined
}

/** Returns the legs of a combo as `conid/ratio,…`, undefined for a single contract. */
export function comboLegs(conidex = ''): string | undefined {
  const [, legs] = /^\d+(?:@[\w.]+)?;;;(.+)$/.exec(conidex) ?? []
  return legs
}

/** Reads the legs of a combo: `265598/1,8314/-1`. */
export function readLegs(text: string): readonly ComboLeg[] {
  return text.split(',').map((leg) => {
    const [contract = '', ratio] = leg.split('/')
    return { conid: Number.parseInt(contract, 10), ratio: Number(ratio) }
  })
}

/** Adds the unit to a number of combos, whose names may begin with the ratio of a leg: `2 combos`. */
export const countCombos = (size: string, quantity?: number): string => `${size} ${quantity === 1 ? 'combo' : 'combos'}`

/** A leg with the name of its contract, which ends with the conid if nothing else is known. */
export interface NamedLeg extends ComboLeg {
  readonly name: string
}

/** Returns the legs of a combo; undefined for a single contract, and for legs that cannot be read. */
export function readComboLegs(conidex?: string): readonly ComboLeg[] | undefined {
  const text = comboLegs(conidex)
  const legs = text === undefined ? [] : readLegs(text)
  const isReadable = legs.length > 0 && legs.every(({ conid, ratio }) => conid > 0 && Number.isInteger(ratio))
  return isReadable ? legs : undefined
}

/**
 * Returns what two texts of one combo have in common: its legs, in any sequence and on any exchange. Undefined for a
 * single contract.
 */
export function comboKey(conidex?: string): string | undefined {
  const legs = readComboLegs(conidex)
  return legs === undefined ? comboLegs(conidex) : keyOfLegs(legs)
}

/** Returns the key of a combo with these legs: see `comboKey`. */
export const keyOfLegs = (legs: readonly ComboLeg[]): string =>
  legs
    .map(({ conid, ratio }) => `${conid}/${ratio}`)
    .toSorted()
    .join()

/** Reports whether two identify the same contract. Undefined is none, and equals only itself. */
export function isSameContract(one: ContractId | undefined, other: ContractId | undefined): boolean {
  const [key, otherKey] = [comboKey(one?.conidex), comboKey(other?.conidex)]
  return key === undefined && otherKey === undefined ? one?.conid === other?.conid : key === otherKey
}

/** Returns only the identifying fields of a contract: its conid, and of a combo also its legs. */
export const contractIdOf = ({ conid, conidex }: ContractId): { readonly conid: number; readonly conidex?: string } =>
  conidex === undefined || comboLegs(conidex) === undefined ? { conid } : { conid, conidex }

/** The conid that stands for a combo, by the currency of its legs. Source: IBKR's documentation of combos. */
const SPREAD_IDS: Readonly<Record<string, number>> = {
  ...{ USD: 28812380, AUD: 61227077, CAD: 61227082, CHF: 61227087, CNH: 136000441, GBP: 58666491, HKD: 61227072 },
  ...{ INR: 136000444, JPY: 61227069, KRW: 136000424, MXN: 136000449, SEK: 136000429, SGD: 426116555 },
}

/** Returns the conid that stands for combos in a currency; undefined for a currency without one, such as EUR. */
export const spreadIdOf = (currency: string): number | undefined => SPREAD_IDS[currency]

/** The legs of a combo as a text contains them. */
interface ParsedCombo {
  readonly kind: 'combo'
  /** Conid that stands for the combo; 0 if the text leaves it open. */
  readonly spreadId: number
  /** Exchange that the text names. */
  readonly exchange?: string
  readonly legs: readonly ComboLeg[]
}

/** Largest number of legs of the console and of the simulator: IBKR documents none. */
const MAX_LEGS = 6

/**
 * Reads the text of a combo, `28812380;;;265598/1,8314/-1`, with 0 for a conid that follows from the currency. Undefined
 * for a text that is not about a combo; with the reason, for one that cannot be a combo.
 */
export function parseCombo(
  text: string,
): ParsedCombo | { readonly kind: 'invalid'; readonly problem: string } | undefined {
  const [, spreadId, exchange, list = ''] = /^\s*(\d+)(?:@([\w.]+))?;;;(.*?)\s*$/.exec(text) ?? []
  if (spreadId === undefined) return undefined
  const parts = list.split(',').map((part) => part.trim())
  const wrong = parts.find((part) => !/^\d{1,16}\/-?\d{1,3}$/.test(part))
  if (wrong !== undefined) return invalid(`Write each leg as CONID/RATIO, such as 265598/-1, instead of “${wrong}”.`)
  const legs = readLegs(parts.join(','))
  const problem = findLegProblem(legs)
  if (problem !== undefined) return invalid(problem)
  return { kind: 'combo', spreadId: Number(spreadId), ...(exchange !== undefined && { exchange }), legs }
}

const invalid = (problem: string) => ({ kind: 'invalid', problem }) as const

/** Returns why contracts with these ratios are no combo. */
function findLegProblem(legs: readonly ComboLeg[]): string | undefined {
  const empty = legs.find(({ ratio }) => ratio === 0)
  if (empty !== undefined) return `Leg ${empty.conid} has the ratio 0. Use 1 or more to buy, and -1 or less to sell.`
  const twice = legs.find(({ conid }, index) => legs.findIndex((each) => each.conid === conid) !== index)
  if (twice !== undefined) return `Leg ${twice.conid} is in the combo twice. Combine both into one ratio.`
  if (legs.length < 2) return 'A combo has at least two legs. Search the contract itself instead.'
  return legs.length > MAX_LEGS
    ? `A combo has at most ${MAX_LEGS} legs in the console, not ${legs.length}. Split it into several orders.`
    : undefined
}

/** Formats the legs of a combo: `+1 AAPL 20JAN27 240 C, −1 AAPL 20JAN27 250 C`. */
export const formatLegs = (legs: readonly { readonly name: string; readonly ratio: number }[]): string =>
  legs.map(({ name, ratio }) => `${ratio > 0 ? '+' : '−'}${Math.abs(ratio)} ${name}`).join(', ')
