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

/** An order algorithm of IBKR. It does not affect how the simulator fills an order. */
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
