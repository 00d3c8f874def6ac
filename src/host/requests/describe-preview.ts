import { asSentence } from '../../shared/domain/as-sentence.ts'
import { rowOf, textOf } from '../../shared/domain/read-value.ts'
import { parsedJson } from '../upstream/parsed-json.ts'

const SCOPE = 'A preview is about the first order of the list only.'

/**
 * What the preview of an order says beside its figures: the rejection in `error`, and every warning. `warns` lists what `warn` holds
 * and more. `body` may be the beginning of a longer one: then it names the fields. Pure.
 */
export function describePreview(body: string): string {
  const preview = rowOf(parsedJson(body))
  if (preview === undefined) return `error holds a rejection, warns all warnings. ${SCOPE}`
  const { error, warn, warns } = preview
  const warnings = [...new Set([warn, ...(Array.isArray(warns) ? (warns as unknown[]) : [warns])].flatMap(lineOf))]
  const [rejection] = lineOf(error)
  return [
    rejection !== undefined && `IBKR would reject this order: ${rejection}`,
    warnings.length > 0 &&
      `${warnings.length === 1 ? 'Warning' : `${warnings.length} warnings`}: ${warnings.join(' · ')}`,
    SCOPE,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}

/** Texts of IBKR have line breaks, and a number in front of a slash. */
function lineOf(value: unknown): readonly string[] {
  const line = textOf(value)
    ?.replace(/^\d+\//, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line ? [asSentence(line)] : []
}
