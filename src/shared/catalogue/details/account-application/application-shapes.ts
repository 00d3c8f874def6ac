import type { Field, GroupShape, Shape, ValueFormat } from '../../shape.ts'
import { signedDocumentFields } from '../signed-document-fields.ts'
import { accountChangesTable } from './account-change-fields.ts'
import { accountsTable } from './account-fields.ts'
import { helpTextsAToC } from './help-texts-a-c.ts'
import { helpTextsDToH } from './help-texts-d-h.ts'
import { helpTextsIToP } from './help-texts-i-p.ts'
import { helpTextsQToZ } from './help-texts-q-z.ts'
import { peopleTable } from './people-fields.ts'
import { taxTable } from './tax-fields.ts'
import { valueListsTable } from './value-lists.ts'

/*
 * An account application has some 1,300 fields in 177 groups, and many of the fields occur repeatedly. They are written
 * as tables with one line per group, `Name = field; field: kind; …`. A line that begins with blanks continues the
 * previous line. A kind is one of: text (the default), integer, number, flag, date, object, or the name of
 * another group. It can also be `{one of these}`, `@list` (a shared list of values), `[kind]` for a list, or `*kind`
 * for a map.
 */

const helps = new Map([helpTextsAToC, helpTextsDToH, helpTextsIToP, helpTextsQToZ].flatMap(rows).map(pairAt(': ')))
const lists = new Map(rows(valueListsTable).map(pairAt(' = ')))
const groups = new Map([peopleTable, accountsTable, taxTable, accountChangesTable].flatMap(rows).map(pairAt(' = ')))
const made = new Map<string, GroupShape>([['Document', { kind: 'object', fields: signedDocumentFields }]])

/** Returns a group as a shape, which is built on first use and then shared. */
export function buildApplicationShape(name: string): GroupShape {
  const known = made.get(name)
  if (known !== undefined) return known
  const fields: readonly Field[] = (groups.get(name) ?? '').split('; ').map(fieldOf)
  const shape: GroupShape = { kind: 'object', fields }
  made.set(name, shape)
  return shape
}

function fieldOf(text: string): Field {
  const [spelled = '', kind = 'text'] = text.split(': ')
  const name = spelled.replace(/!$/, '')
  const shape = shapeOf(kind)
  const format = shape.kind === 'string' && shape.values === undefined ? formats[name] : undefined
  return {
    name,
    help: helps.get(name) ?? helpOfLine(name),
    ...(spelled.endsWith('!') && { required: true }),
    ...shape,
    ...(format && { format }),
  } as Field
}

function shapeOf(kind: string): Shape {
  switch (kind) {
    case 'text':
      return { kind: 'string' }
    case 'integer':
    case 'number':
      return { kind }
    case 'flag':
      return { kind: 'boolean' }
    case 'date':
      return { kind: 'string', format: 'date', day: 'YYYY-MM-DD' }
    case 'object':
      return { kind: 'object', fields: [], open: true }
  }
  if (kind.startsWith('[')) return { kind: 'array', items: shapeOf(kind.slice(1, -1)) }
  if (kind.startsWith('*')) return { kind: 'map', keys: 'name', values: shapeOf(kind.slice(1)) }
  if (kind.startsWith('{')) return { kind: 'string', values: kind.slice(1, -1).split('|') }
  if (kind.startsWith('@')) return { kind: 'string', values: (lists.get(kind.slice(1)) ?? '').split('|') }
  return buildApplicationShape(kind)
}

const formats: Readonly<Record<string, ValueFormat>> = {
  accountId: 'accountId',
  accountID: 'accountId',
  ibAccount: 'accountId',
  ibAccountId: 'accountId',
  masterAccountId: 'accountId',
  sourceAccountId: 'accountId',
  country: 'country',
  countryOfBirth: 'country',
  issuingCountry: 'country',
  legalResidenceCountry: 'country',
  citizenship: 'country',
  currency: 'currency',
  email: 'email',
  companyEmailAddress: 'email',
  phoneNumber: 'phone',
  companyPhone: 'phone',
  employerPhone: 'phone',
  encryptedPassword: 'secret',
  websiteAddress: 'url',
}

/** Returns the help of a field that is a line of a form: `part1024A` is part 10, line 24A. */
function helpOfLine(name: string): string {
  const [, digits = '', rest = ''] = /^part(\d+)(.*)$/.exec(name) ?? []
  const part = digits.slice(0, digits.length > 3 ? 2 : 1)
  const [, letter = '', more = ''] = /^([A-Z]?(?:I|Ii)?)(Country|Date|Desc\d?)?$/.exec(rest) ?? [undefined, rest]
  const what =
    more === '' ? '' : more === 'Country' ? ': the country' : more === 'Date' ? ': the date' : ': description'
  return `Part ${part}, line ${digits.slice(part.length)}${letter.toUpperCase()} of the form${what}.`
}

function rows(table: string): readonly string[] {
  return table.trim().replace(/\n +/g, ' ').replaceAll('| ', '|').split('\n')
}

function pairAt(separator: string): (row: string) => readonly [string, string] {
  return (row) => {
    const at = row.indexOf(separator)
    return [row.slice(0, at), row.slice(at + separator.length)]
  }
}
