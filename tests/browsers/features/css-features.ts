import { browsersWithout, type Feature, partOf } from './browser-support.ts'

type CssData = Readonly<Record<'at-rules' | 'properties' | 'selectors' | 'types', Feature>>

/** Feature that an oldest supported browser lacks. */
export interface MissingFeature {
  /** Property with or without its value, at-rule, selector, function or unit. */
  readonly feature: string
  readonly browsers: readonly string[]
}

/** Returns the features of a style sheet that an oldest supported browser lacks. */
export function missingFeatures(css: string, data: CssData): readonly MissingFeature[] {
  const found = new Map<string, readonly string[]>()
  const check = (name: string, feature: Feature | undefined, used?: string): void => {
    const browsers = browsersWithout(feature, used)
    if (browsers.length > 0) found.set(name, browsers)
  }
  for (const { kind, text } of statementsOf(css)) {
    if (kind === 'declaration') checkDeclaration(text, data, check)
    else if (text.startsWith('@')) checkAtRule(text, data, check)
    else checkSelector(text, data, check)
  }
  return [...found].map(([feature, browsers]) => ({ feature, browsers }))
}

interface Statement {
  readonly kind: 'declaration' | 'rule'
  readonly text: string
}

/** Splits a style sheet, also a nested one, into declarations and the beginnings of rules. */
function statementsOf(css: string): readonly Statement[] {
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/"[^"]*"/g, '""')
  return [...plain.matchAll(/([^;{}]+)([;{}])/g)].flatMap(([, text = '', end]) => {
    const trimmed = text.trim()
    if (trimmed === '') return []
    return [{ kind: end === '{' || trimmed.startsWith('@') ? 'rule' : 'declaration', text: trimmed }]
  })
}

type Check = (name: string, feature: Feature | undefined, used?: string) => void

function checkDeclaration(text: string, { properties, types }: CssData, check: Check): void {
  const [, property = '', value = ''] = /^([\w-]+)\s*:\s*([\s\S]*)$/.exec(text) ?? []
  const feature = property.startsWith('--') ? undefined : featureOfProperty(properties, property)
  check(property, feature, property)
  for (const [, name = ''] of value.matchAll(/(?<![\w-])([a-z][\w-]*)(?=\()/gi))
    for (const one of partsNamed(types, name)) check(`${name}()`, one)
  for (const [, unit = ''] of value.matchAll(/(?<![\w#-])[\d.]+([a-z]+)\b/gi)) check(unit, unitOf(types, unit))
  for (const [keyword] of value.matchAll(/(?<![\w-])-?[a-z][\w-]*(?![\w(-])/gi))
    check(`${property}: ${keyword}`, partOf(feature, keyword), keyword)
}

/**
 * Returns the entry of a property. A prefixed one without its own is in the entry of the property without prefix. One
 * that the data does not know counts as missing.
 */
function featureOfProperty(properties: Feature, property: string): Feature | undefined {
  const own = partOf(properties, property)
  if (own || !property.startsWith('-')) return own
  return partOf(properties, property.replace(/^-[a-z]+-/, '')) ?? UNKNOWN
}

const UNKNOWN: Feature = { __compat: { support: { chrome: [], firefox: [], safari: [{ version_added: false }] } } }

function unitOf(types: Feature, unit: string): Feature | undefined {
  const length = partOf(types, 'length')
  const group = /^([dsl])v/.exec(unit)?.[1]
  const names = { d: 'dynamic', s: 'small', l: 'large' } as const
  if (group) return partOf(length, `viewport_percentage_units_${names[group as keyof typeof names]}`)
  if (/^cq/.test(unit)) return partOf(length, 'container_query_length_units')
  return partOf(length, unit)
}

/** Returns all entries with a name, at any depth. */
function partsNamed(feature: Feature, name: string): readonly Feature[] {
  return Object.keys(feature).flatMap((key) => {
    const part = key === '__compat' ? undefined : partOf(feature, key)
    if (!part) return []
    return [...(key === name ? [part] : []), ...partsNamed(part, name)]
  })
}

function checkAtRule(text: string, { 'at-rules': rules, types }: CssData, check: Check): void {
  const [, name = ''] = /^@([\w-]+)/.exec(text) ?? []
  const rule = partOf(rules, name)
  check(`@${name}`, rule)
  for (const [, feature = ''] of text.matchAll(/\(\s*([a-z-]+)\s*[:)]/g))
    check(`@${name} (${feature})`, partOf(rule, feature))
  for (const [, fn = ''] of text.matchAll(/(?<![\w-])([a-z][\w-]*)(?=\()/gi))
    for (const one of partsNamed(types, fn)) check(`${fn}()`, one)
}

function checkSelector(text: string, { selectors }: CssData, check: Check): void {
  for (const [pseudo, name = ''] of text.matchAll(/::?([a-z-]+)/g)) {
    // A prefix means one engine. The others ignore its rule, unless the rule also has other selectors.
    if (!name.startsWith('-') || text.includes(',')) check(pseudo, partOf(selectors, name), pseudo)
  }
  if (/^&|\s&/.test(text)) check('nesting', partOf(selectors, 'nesting'))
}
