import { REFUSAL_RULES, RESPONSE_ERROR_RULES, TRANSPORT_ERROR_RULES } from '../../src/client/errors/error-code.ts'
import { ERROR_CODES_BY_PHASE, type IbkrErrorCode } from '../../src/shared/domain/ibkr-error-code.ts'

const TITLES: Readonly<Record<keyof typeof ERROR_CODES_BY_PHASE, string>> = {
  settings: 'Settings and arguments: nothing was sent',
  login: 'Calls for tokens',
  pacing: 'Pacing: nothing was sent',
  transport: 'No readable response',
  response: 'A response outside 2xx',
  refusal: 'A refusal with status 200 (`strict`)',
  orders: 'Orders',
  contracts: 'Contracts',
  session: 'Supervised session and socket',
}

/**
 * Returns docs/client/errors.md with the tables of src/client/errors/error-code.ts. People write the last column ("what
 * to do"), which stays.
 */
export function updateErrorTables(page: string): string {
  const advice = new Map(
    [...page.matchAll(/^\| `([a-z0-9-]+)` \|.*\| (.*) \|$/gm)].map(([, code, text]) => [code, text]),
  )
  const adviceFor = (code: IbkrErrorCode): string => {
    const text = advice.get(code)
    if (text) return text
    throw new Error(`docs/client/errors.md does not describe what to do about ${code}: add a row for it.`)
  }
  const tables = Object.entries(ERROR_CODES_BY_PHASE).map(([phase, codes]) => {
    const rows = codes.map((code) => `| \`${code}\` | ${cause(code)} | ${adviceFor(code)} |`)
    const title = TITLES[phase as keyof typeof ERROR_CODES_BY_PHASE]
    return `## ${title}\n\n| code | recognised by | what to do |\n|---|---|---|\n${rows.join('\n')}\n`
  })
  return `${page.slice(0, page.indexOf('## '))}${tables.join('\n')}`
}

function cause(code: IbkrErrorCode): string {
  const own = (rule: { readonly code: IbkrErrorCode }) => rule.code === code
  return [
    ...RESPONSE_ERROR_RULES.filter(own).map(({ status, text }) => join(range(status), pattern('body', text))),
    ...REFUSAL_RULES.filter(own).map(({ error, fields, path }) =>
      join(
        pattern('path', path),
        pattern('error', error),
        fields &&
          Object.entries(fields)
            .map(([name, value]) => `\`${name}: ${value}\``)
            .join(', '),
      ),
    ),
    ...TRANSPORT_ERROR_RULES.filter(own).map((rule) => pattern('system code', rule.cause)),
  ].join('; or ')
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part).join(', ')
}

function range(status: number | readonly [number, number] | undefined): string {
  if (status === undefined) return 'any status'
  return typeof status === 'number' ? `${status}` : `${status[0]} and above`.replace('300 and above', '3xx')
}

function pattern(name: string, regex: RegExp | undefined): string {
  return regex === undefined ? '' : `${name} \`${regex.source}\``.replaceAll('|', '\\|')
}
