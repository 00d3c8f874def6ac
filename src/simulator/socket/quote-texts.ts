import { fieldValues } from '../market/fields.ts'
import type { Instrument } from '../market/instruments.ts'
import type { Quote } from '../market/market.ts'

/** The fields of a stream, in the order in which they were asked for. */
export interface FieldList {
  readonly fields: readonly string[]
  /** Equal for equal lists. */
  readonly key: string
}

/** Changed fields as pieces of JSON, shared by every socket: what many streams tell is compared and written once. */
export interface QuoteTexts {
  /**
   * Members such as `"31":"242.10","84":"242.09"` of the fields whose values changed since the quote `before`, or of every
   * available field without one; empty where nothing changed.
   */
  members(instrument: Instrument, list: FieldList, before: Quote | undefined, quote: Quote): string
}

type Values = ReturnType<typeof fieldValues>

/** The last answer about one instrument: streams with the same fields ask for the same one by turns. */
interface Answered {
  readonly key: string
  readonly before: Quote | undefined
  readonly quote: Quote
  readonly values: Values
  readonly text: string
}

/** Makes a list of fields, each once. */
export function fieldList(fields: readonly string[]): FieldList {
  const distinct = [...new Set(fields)]
  return { fields: distinct, key: distinct.join() }
}

/** Makes the store; it keeps one answer for each instrument. */
export function createQuoteTexts(): QuoteTexts {
  const answers = new Map<number, Answered>()
  return {
    members: (instrument, { fields, key }, before, quote) => {
      const last = answers.get(instrument.conid)
      const same = last?.key === key ? last : undefined
      if (same?.quote === quote && same.before === before) return same.text
      const values = same?.quote === quote ? same.values : fieldValues(fields, instrument, quote)
      const older =
        before === undefined
          ? undefined
          : same?.quote === before
            ? same.values
            : fieldValues(fields, instrument, before)
      let text = ''
      for (const field of fields) {
        const value = values[field]
        if (value === undefined || value === older?.[field]) continue
        text += `${text === '' ? '' : ','}${JSON.stringify(field)}:${JSON.stringify(value)}`
      }
      answers.set(instrument.conid, { key, before, quote, values, text })
      return text
    },
  }
}
