import { determineAvailability } from '../../src/shared/catalogue/availability.ts'
import { createUnknownDetails, loadAllDetails } from '../../src/shared/catalogue/details/load-details.ts'
import { knownDifferences } from '../../src/shared/catalogue/document/known-differences.ts'
import {
  areaTitles,
  type Operation,
  type OperationEffect,
  type Parameter,
} from '../../src/shared/catalogue/operation.ts'
import { operations } from '../../src/shared/catalogue/operations.ts'
import { listPathParameters } from '../../src/shared/catalogue/path-parameters.ts'
import { listPreconditions, preconditionTexts } from '../../src/shared/catalogue/precondition.ts'
import { generateRoutes, type RouteTypes } from '../routes/generate-routes.ts'
import { TypePrinter } from '../routes/print-types.ts'
import { createRouteExample, type RouteExample } from './route-example.ts'

/** A page with the routes of one area. */
export interface AreaPage {
  readonly area: string
  readonly title: string
  readonly markdown: string
  readonly routes: readonly { readonly route: string; readonly title: string; readonly example: RouteExample }[]
}

/**
 * Maximum number of lines of a printed type. Readers see longer types in their editor: the types of account
 * applications have thousands of lines.
 */
const MAX_TYPE_LINES = 150

const details = await loadAllDetails()

/** Writes one page per area: each route with its quirks, an example, its parameters, and its response. */
export function createAreaPages(): readonly AreaPage[] {
  const { routes } = generateRoutes()
  return Object.entries(areaTitles).flatMap(([area, title]): readonly AreaPage[] => {
    const own = routes.filter(({ operation }) => operation.area === area)
    if (own.length === 0) return []
    const sections = own.map((types) => {
      const example = exampleOf(types)
      return { route: types.route, title: types.operation.title, example, text: section(types, example) }
    })
    const table = sections.map(({ route, title: name }) => `| [${plain(name)}](#${slug(route)}) | \`${route}\` |`)
    const head = `# ${title}\n\n| operation | route |\n|---|---|\n${table.join('\n')}\n`
    return [{ area, title, routes: sections, markdown: `${head}\n${sections.map(({ text }) => text).join('\n')}` }]
  })
}

/** Writes the page that lists the areas. */
export function createAreaIndex(pages: readonly AreaPage[]): string {
  const rows = pages.map(({ area, title, routes }) => `| [${title}](${area}.md) | ${routes.length} |`)
  return `# Routes of the Web API

Each route has a page section with its quirks, a typed example, its parameters and its response. The texts are those of
the catalogue that the console and the route types use. How a request by route works: [Requests](../client/requests.md).
What each statement about IBKR relies on: [Facts](../ibkr-facts.md).

The examples use a client or a session:

\`\`\`ts
import { IbkrClient } from 'ibkr-web-client'

const client = new IbkrClient('localhost:5000')
\`\`\`

| area | routes |
|---|---|
${rows.join('\n')}
`
}

function exampleOf({ operation, route }: RouteTypes): RouteExample {
  return createRouteExample(route, operation, details.get(operation.id) ?? createUnknownDetails(operation))
}

function section(types: RouteTypes, { code }: RouteExample): string {
  const { operation, route } = types
  const parts = [
    `## ${plain(operation.title)} {#${slug(route)}}`,
    `\`${route}\` <Badge type="${BADGES[operation.effect]}" text="${operation.effect}" />`,
    plain(operation.help),
    quirks(operation)
      .map((quirk) => `- ${quirk}`)
      .join('\n'),
    `\`\`\`ts\n${code}\n\`\`\``,
    parameterTable(operation),
    typeBlock('Body', types, 'body'),
    typeBlock('Response', types, 'response'),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const BADGES: Readonly<Record<OperationEffect, string>> = {
  read: 'info',
  settings: 'warning',
  session: 'warning',
  trading: 'danger',
}

function quirks(operation: Operation): readonly string[] {
  const { pacing, id } = operation
  const reach = determineAvailability(operation)
  const logins = [
    reach.gateway ? 'the gateway' : '',
    reach.oauth1 ? 'OAuth 1.0a' : '',
    reach.oauth2 ? 'OAuth 2.0' : '',
  ].filter((login) => login !== '')
  const differences = knownDifferences.filter((difference) => difference.operations.includes(id))
  return [
    ...listPreconditions(operation).map((condition) => {
      const { sentence, remedy } = preconditionTexts[condition]
      const target = operations.find((one) => one.id === remedy)
      return target === undefined ? plain(sentence) : `${plain(sentence)} ${linkTo(target, operation)}`
    }),
    ...(pacing === undefined
      ? []
      : [`IBKR's limit: ${pacing.limit} ${pacing.limit === 1 ? 'call' : 'calls'} ${span(pacing.perMs)}.`]),
    ...(logins.length === 3 ? [] : [`Works with ${logins.join(' and ')} only.`]),
    ...(reach.scopes.length === 0 ? [] : [`Scope: ${reach.scopes.map((scope) => `\`${scope}\``).join(' or ')}.`]),
    ...(reach.signedJwt ? ['The body is sent as a JWT, signed with the private key of the login (`jwt: true`).'] : []),
    ...(operation.undocumented ? ['IBKR does not document its parameters or its response.'] : []),
    ...(operation.legacy ? ['Missing from the current document of IBKR; it may still work.'] : []),
    ...differences.map(({ at, reason }) => {
      // The fields of an order appear twice: for one order and for a list of orders.
      const fields = at.filter((field) => !at.includes(field.replace('orders[].', '')) || !field.includes('orders[].'))
      return `IBKR's document differs (${fields.map((field) => `\`${field}\``).join(', ')}): ${plain(reason)}`
    }),
  ]
}

function linkTo(target: Operation, from: Operation): string {
  const route = routeOf(target)
  const page = target.area === from.area ? '' : `${target.area}.md`
  return `[\`${route}\`](${page}#${slug(route)})`
}

function routeOf({ method, path }: Operation): string {
  return `${method} ${path.replace(/^\/v1\/api/, '')}`
}

function slug(route: string): string {
  return route
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function span(ms: number): string {
  if (ms === 1000) return 'per second'
  if (ms === 60_000) return 'per minute'
  return ms < 60_000 ? `in ${ms / 1000} seconds` : `in ${ms / 60_000} minutes`
}

function parameterTable(operation: Operation): string {
  const rows = [
    ...listPathParameters(operation).map((parameter) => parameterRow(parameter, 'path')),
    ...(operation.query ?? []).map((parameter) => parameterRow(parameter, 'query')),
  ]
  return rows.length === 0 ? '' : `| parameter | in | type | meaning |\n|---|---|---|---|\n${rows.join('\n')}`
}

function parameterRow(parameter: Parameter, place: 'path' | 'query'): string {
  const { name, kind, required, help, values, default: fallback } = parameter
  const known = values === undefined ? '' : ` Values: ${values.map((value) => `\`${value}\``).join(', ')}.`
  const usual = fallback === undefined ? '' : ` Default \`${fallback}\`.`
  return `| \`${name}\`${required ? '' : ' (optional)'} | ${place} | ${kind} | ${cell(help + known + usual)} |`
}

function typeBlock(title: string, { input, response }: RouteTypes, part: 'body' | 'response'): string {
  const type = part === 'response' ? response : input.fields.find(({ name }) => name === 'body')?.type
  if (type === undefined || type.kind === 'unknown') return ''
  const text = new TypePrinter().print(type, part === 'response' ? 'response' : 'input', '')
  if (text.split('\n').length > MAX_TYPE_LINES) return `${title}: too long for a page; your editor shows its type.`
  return `::: details ${title}\n\`\`\`ts\n${text}\n\`\`\`\n:::`
}

/** Escapes a string so that Markdown does not interpret it. */
function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('*', '\\*')
}

function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
}
