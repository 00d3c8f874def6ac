// node scripts/error-table.mjs: writes the tables of docs/client/errors.md from src/client/errors/error-code.ts. People
// write the last column ("what to do"); the script preserves it. With --check: only compares, and exits with 1 if they
// differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { runnerImport } from 'vite'

const PAGE = new URL('../docs/client/errors.md', import.meta.url)
const TITLES = {
  settings: 'Settings and arguments: nothing was sent',
  login: 'Calls for tokens',
  pacing: 'Pacing: nothing was sent',
  transport: 'No readable response',
  response: 'A response outside 2xx',
  refusal: 'A refusal with status 200 (`strict`)',
  orders: 'Orders',
  session: 'Supervised session and socket',
}

const { module } = await runnerImport('src/client/errors/error-code.ts')
const { ERROR_CODES, REFUSAL_RULES, RESPONSE_ERROR_RULES, TRANSPORT_ERROR_RULES } = module
const page = readFileSync(PAGE, 'utf8')
const advice = new Map([...page.matchAll(/^\| `([a-z0-9-]+)` \|.*\| (.*) \|$/gm)].map(([, code, text]) => [code, text]))
const tables = Object.entries(ERROR_CODES).map(([phase, codes]) => {
  const rows = codes.map((code) => `| \`${code}\` | ${cause(code)} | ${adviceFor(code)} |`)
  return `## ${TITLES[phase]}\n\n| code | recognised by | what to do |\n|---|---|---|\n${rows.join('\n')}\n`
})
const written = `${page.slice(0, page.indexOf('## '))}${tables.join('\n')}`
if (!process.argv.includes('--check')) writeFileSync(PAGE, written)
else if (written !== page) {
  console.error('docs/client/errors.md differs from src/client/errors/error-code.ts: run node scripts/error-table.mjs')
  process.exitCode = 1
}

function adviceFor(code) {
  const text = advice.get(code)
  if (text) return text
  throw new Error(`docs/client/errors.md does not describe what to do about ${code}: add a row for it.`)
}

function cause(code) {
  const own = (rule) => rule.code === code
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

function join(...parts) {
  return parts.filter((part) => part).join(', ')
}

function range(status) {
  if (status === undefined) return 'any status'
  return typeof status === 'number' ? `${status}` : `${status[0]} and above`.replace('300 and above', '3xx')
}

function pattern(name, regex) {
  return regex === undefined ? '' : `${name} \`${regex.source}\``.replaceAll('|', '\\|')
}
