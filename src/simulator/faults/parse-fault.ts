import { SimulatorError } from '../simulator-error.ts'
import type { FaultRequest } from './fault.ts'
import { faultKinds, isFaultVerb } from './verbs.ts'

const shape = /^([^=@,]+)(?:=([^@,]*))?(?:@([^,]*))?((?:,[^,]*)*)$/
const valueShape = /^(-?\d+(?:\.\d+)?)(?:(?:±|\+-|\+\/-)(\d+(?:\.\d+)?))?$/

/**
 * Reads a fault as it is written on a command line: `VERB[=NUMBER[±JITTER]][@PLACE][,times=N][,after=N][,probability=P]
 * [,processed=yes|no]`, such as `latency=200±50@/iserver/*`; `+-` does for `±`. Throws `WRONG_FAULT` with a sentence.
 */
export function parseFault(text: string): FaultRequest {
  const found = shape.exec(text.trim())
  if (found === null) throw wrong(text, 'write VERB=NUMBER@PLACE,times=N, such as latency=200±50@/iserver/*')
  const [, verb = '', value, on, rest = ''] = found
  if (!isFaultVerb(verb)) {
    throw wrong(text, `there is no fault "${verb}"; there are ${Object.keys(faultKinds).join(', ')}`)
  }
  if (on === '') throw wrong(text, 'after @ comes a path such as /iserver/*, or ws:sor')
  return {
    verb,
    ...(value === undefined ? {} : readValue(text, value)),
    ...(on === undefined ? {} : { on }),
    ...Object.assign(
      {},
      ...rest
        .split(',')
        .filter(Boolean)
        .map((part) => readOption(text, part)),
    ),
  }
}

function readValue(text: string, value: string): Pick<FaultRequest, 'value' | 'jitter'> {
  const found = valueShape.exec(value)
  if (found === null) throw wrong(text, `"${value}" is no number`)
  return { value: Number(found[1]), ...(found[2] === undefined ? {} : { jitter: Number(found[2]) }) }
}

function readOption(text: string, part: string): Partial<FaultRequest> {
  const [name = '', value = ''] = part.split('=')
  switch (name) {
    case 'times':
    case 'after':
    case 'probability':
      if (value.trim() === '' || Number.isNaN(Number(value)))
        throw wrong(text, `${name} takes a number, not "${value}"`)
      return { [name]: Number(value) }
    case 'processed':
      if (value !== 'yes' && value !== 'no') throw wrong(text, `processed takes yes or no, not "${value}"`)
      return { processed: value === 'yes' }
    default:
      throw wrong(text, `there is no "${name}": times, after, probability and processed may follow`)
  }
}

function wrong(text: string, sentence: string): SimulatorError {
  return new SimulatorError('WRONG_FAULT', `"${text}" is no fault: ${sentence}`)
}
