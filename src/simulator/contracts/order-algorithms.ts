/** A parameter of an order algorithm, with IBKR's field names. */
interface Parameter {
  readonly id: string
  readonly name: string
  readonly guiRank: number
  readonly valueClassName: 'String' | 'Boolean' | 'Double' | 'Time'
  readonly description?: string
  readonly defaultValue?: string | boolean
  readonly legalStrings?: readonly string[]
  readonly minValue?: number
  readonly maxValue?: number
  readonly required?: 'true'
}

/** An order algorithm of IBKR. In the simulator, all but Adaptive fill an order in more parts and more slowly. */
export interface OrderAlgorithm {
  readonly id: string
  readonly name: string
  readonly parameters: readonly Parameter[]
}

const urgency = ['Urgent', 'Normal', 'Patient']
const aversion = ['GetDone', 'Aggressive', 'Neutral', 'Passive']

const startTime = time('startTime', 'Start time', 'From the opening if empty')
const endTime = time('endTime', 'End time', 'Until the close if empty')
const pastEnd = flag('allowPastEndTime', 'Trade past the end time')
const share = percentage('maxPctVol', 'Maximum share of the volume')

/** All algorithms that are offered for stocks. */
export const orderAlgorithms: readonly OrderAlgorithm[] = [
  algorithm('Adaptive', 'Adaptive', [choice('adaptivePriority', 'Urgency', urgency, 'Normal')]),
  algorithm('ArrivalPx', 'Arrival Price', [
    ...[choice('riskAversion', 'Risk aversion', aversion, 'Neutral'), share],
    ...[startTime, endTime, pastEnd, flag('forceCompletion', 'Complete by the close')],
  ]),
  algorithm('ClosePx', 'Close Price', [choice('riskAversion', 'Risk aversion', aversion, 'Neutral'), share, startTime]),
  algorithm('DarkIce', 'DarkIce', [startTime, endTime, pastEnd]),
  algorithm('PctVol', 'Percentage of Volume', [percentage('pctVol', 'Share of the volume'), startTime, endTime]),
  algorithm('Twap', 'TWAP', [startTime, endTime, pastEnd]),
  algorithm('Vwap', 'VWAP', [share, startTime, endTime, pastEnd]),
]

/** Checks the parameters of an algorithm. Returns the error, if any. The messages are the simulator's own. */
export function findAlgorithmFault(id: string, given: Readonly<Record<string, unknown>>): string | undefined {
  const found = orderAlgorithms.find((each) => each.id === id)
  if (found === undefined) return `Unknown strategy ${id}`
  const unknown = Object.keys(given).find((name) => !found.parameters.some((parameter) => parameter.id === name))
  if (unknown !== undefined) return `Unknown parameter ${unknown} of strategy ${id}`
  const bad = found.parameters.find((parameter) => !fits(given[parameter.id], parameter))
  return bad === undefined ? undefined : `Invalid parameter ${bad.id} of strategy ${id}`
}

/** Reports whether a value fits a parameter. Numbers may be text, like the values in IBKR's document. */
function fits(value: unknown, parameter: Parameter): boolean {
  if (value === undefined || value === '') return parameter.required !== 'true' || parameter.defaultValue !== undefined
  switch (parameter.valueClassName) {
    case 'Boolean':
      return value === true || value === false || value === 'true' || value === 'false'
    case 'String':
      return parameter.legalStrings?.includes(String(value)) ?? true
    case 'Time':
      return /^(\d{8}-)?([01]\d|2[0-3]):[0-5]\d:[0-5]\d( [\w/]+)?$/.test(String(value))
    case 'Double': {
      const number = typeof value === 'number' ? value : Number.parseFloat(String(value))
      return number >= (parameter.minValue ?? 0) && number <= (parameter.maxValue ?? Number.POSITIVE_INFINITY)
    }
  }
}

function algorithm(id: string, name: string, parameters: readonly Omit<Parameter, 'guiRank'>[]): OrderAlgorithm {
  return { id, name, parameters: parameters.map((parameter, at) => ({ guiRank: at + 1, ...parameter })) }
}

function choice(id: string, name: string, legalStrings: readonly string[], defaultValue: string) {
  return { id, name, legalStrings, defaultValue, required: 'true', valueClassName: 'String' } as const
}

function flag(id: string, name: string) {
  return { id, name, defaultValue: false, valueClassName: 'Boolean' } as const
}

function percentage(id: string, name: string) {
  const description = 'From 0.01 to 50.0'
  return { id, name, description, minValue: 0.01, maxValue: 50, required: 'true', valueClassName: 'Double' } as const
}

function time(id: string, name: string, description: string) {
  return { id, name, description, valueClassName: 'Time' } as const
}
