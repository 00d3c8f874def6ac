import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { OLDEST_BROWSERS } from '../../../src/shared/domain/supported-browsers.ts'

/* Reads MDN's data about which browser supports which feature. */

interface Statement {
  readonly version_added: string | boolean | null
  readonly version_removed?: string | boolean
  readonly flags?: readonly unknown[]
  /** Prefix or other name that the browser requires. */
  readonly prefix?: string
  readonly alternative_name?: string
}

/** Entry of a feature. Its other properties are the entries of its parts. */
export interface Feature {
  readonly __compat?: { readonly support: Readonly<Record<string, Statement | readonly Statement[]>> }
  readonly [part: string]: unknown
}

interface BrowserData {
  readonly api: Readonly<Record<string, Feature>>
  readonly css: Readonly<Record<'at-rules' | 'properties' | 'selectors' | 'types', Feature>>
}

/** The browsers, by their names in the data. */
const BROWSERS = { chrome: OLDEST_BROWSERS.chromium, firefox: OLDEST_BROWSERS.firefox, safari: OLDEST_BROWSERS.safari }

export const readBrowserData = (): BrowserData =>
  JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('@mdn/browser-compat-data')), 'utf8')) as BrowserData

/** Returns the part of a feature, such as a member of an interface. */
export function partOf(feature: Feature | undefined, name: string): Feature | undefined {
  const part = feature && Object.hasOwn(feature, name) ? feature[name] : undefined
  return typeof part === 'object' && part !== null ? (part as Feature) : undefined
}

/**
 * Returns the supported browsers, such as `safari 18`, whose oldest supported version lacks a feature. A feature without
 * data counts as supported. `name`: the name with a prefix, or the other name, with which the feature is used.
 */
export function browsersWithout(feature: Feature | undefined, name?: string): readonly string[] {
  const support = feature?.__compat?.support
  if (!support) return []
  return Object.entries(BROWSERS).flatMap(([browser, oldest]) => {
    const statements = [support[browser] ?? []].flat()
    const isSupported = statements.some(
      (statement) =>
        (statement.flags ?? []).length === 0 &&
        fitsName(statement, name) &&
        isReached(statement.version_added, oldest) &&
        !isReached(statement.version_removed ?? false, oldest),
    )
    return isSupported || statements.length === 0 ? [] : [`${browser} ${oldest}`]
  })
}

function fitsName({ prefix, alternative_name: other }: Statement, name: string | undefined): boolean {
  if (other !== undefined) return other === name
  return prefix === undefined || name?.startsWith(prefix) === true
}

function isReached(version: string | boolean | null, oldest: number): boolean {
  if (typeof version !== 'string') return version === true
  return version !== 'preview' && Number.parseFloat(version.replace('≤', '')) <= oldest
}
