import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from 'vite'

/** Entries of the published packages. */
export const ENTRIES = {
  'ibkr-web-client': 'src/client/index.ts',
  'ibkr-web-client/oauth1': 'src/client/oauth1/index.ts',
  'ibkr-web-simulator': 'src/simulator/index.ts',
} as const

/** Public export or a member of a public export, with its comment. */
export interface PublicItem {
  /** Name such as `IbkrClient.request`. */
  readonly name: string
  readonly kind: 'function' | 'class' | 'type' | 'value' | 'member'
  /** Path and line such as `src/client/server-address.ts:12`. */
  readonly where: string
  readonly file: string
  readonly line: number
  /** Whether a program calls it: a function, method or constructor, or a property with the type of a function. */
  readonly isCallable: boolean
  /** Text of the doc comment without the asterisks, or undefined without a comment. */
  readonly comment: string | undefined
}

// This interface uses ESTree names, because oxc's declarations list every syntax of the language.
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** Returns every export of an entry with its members, in file order. Generated files have no members. */
export function listPublicItems(entry: string): readonly PublicItem[] {
  return exportedNames(entry).flatMap(({ name, file, isType }) => {
    const source = sourceOf(file)
    const declarations = source.declarations.get(name) ?? []
    const [first] = declarations
    if (first === undefined) throw new Error(`${file} does not declare ${name}`)
    const place = (node: Node) => ({ file, line: source.lineOf(node), where: `${file}:${source.lineOf(node)}` })
    const described = declarations.find((declaration) => source.commentOf(declaration.statement)) ?? first
    const comment = source.commentOf(described.statement)
    const kind = kindOf(first.node)
    const own: PublicItem = { name, kind, isCallable: kind === 'function', comment, ...place(described.statement) }
    if (file.endsWith('.generated.ts')) return [own]
    // Overloads and members of a union share a name, so one comment describes all of them.
    const members = new Map<string, PublicItem>()
    for (const declaration of declarations) {
      for (const member of source.membersOf(declaration.node, name, comment)) {
        // A program cannot construct a class that is exported only as a type.
        if (isType && member.name.endsWith('.constructor')) continue
        if (members.get(member.name)?.comment !== undefined) continue
        members.set(member.name, {
          ...member,
          kind: 'member',
          isCallable: isCallable(member.node),
          ...place(member.node),
        })
      }
    }
    return [own, ...members.values()]
  })
}

interface Declaration {
  readonly node: Node
  /** Statement that follows the comment. */
  readonly statement: Node
}

interface Member {
  readonly name: string
  readonly node: Node
  readonly comment: string | undefined
}

interface Source {
  readonly body: readonly Node[]
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>
  commentOf(node: Node): string | undefined
  lineOf(node: Node): number
  /** Returns the members of interfaces, classes and object types, including members of unions and nested objects. */
  membersOf(node: unknown, path: string, inherited: string | undefined): readonly Member[]
}

const sources = new Map<string, Source>()

function sourceOf(file: string): Source {
  const known = sources.get(file)
  if (known !== undefined) return known
  const text = readFileSync(file, 'utf8')
  const { program, comments } = parseSync(file, text)
  const body = program.body as unknown as readonly Node[]
  const declarations = new Map<string, Declaration[]>()
  for (const statement of body) {
    for (const { name, node } of declaredNames(statement)) {
      declarations.set(name, [...(declarations.get(name) ?? []), { node, statement }])
    }
  }
  const lineOf = (node: Node): number => text.slice(0, node.start).split('\n').length
  const isOneLine = (node: Node): boolean => !text.slice(node.start, node.end).includes('\n')
  const commentOf = (node: Node): string | undefined => {
    const before = comments.findLast(({ end, type }) => type === 'Block' && end <= node.start)
    if (before?.value.startsWith('*') !== true) return undefined
    const between = text.slice(before.end, node.start).replaceAll(/^\s*\/\/.*$/gm, '')
    if (!/^[\s|&]*$/.test(between)) return undefined
    return before.value.replaceAll(/^[ \t]*\*[ \t]?/gm, '').trim()
  }
  // A comment before an object type on one line describes the members of the type.
  const membersOf: Source['membersOf'] = (value, path, inherited) => {
    if (value === null || typeof value !== 'object') return []
    if (Array.isArray(value)) return value.flatMap((one) => membersOf(one, path, inherited))
    const node = value as Node
    const key = node['key'] as Node | undefined
    if (MEMBERS.test(node.type) && key !== undefined) {
      if (isHidden(node, key)) return []
      const name = `${path}.${memberName(node, key)}`
      const comment = commentOf(node) ?? inherited
      return [{ name, node, comment }, ...membersOf(node['typeAnnotation'], name, comment)]
    }
    const isLiteral = node.type === 'TSTypeLiteral' || node.type === 'TSInterfaceBody' || node.type === 'ClassBody'
    const passed = isLiteral ? (isOneLine(node) ? (commentOf(node) ?? inherited) : undefined) : inherited
    return WITH_MEMBERS.flatMap((child) => membersOf(node[child], path, passed))
  }
  const source: Source = { body, declarations, commentOf, lineOf, membersOf }
  sources.set(file, source)
  return source
}

interface ExportedName {
  readonly name: string
  /** File that declares the name. */
  readonly file: string
  readonly isType: boolean
}

function exportedNames(file: string): readonly ExportedName[] {
  return sourceOf(file).body.flatMap((statement): readonly ExportedName[] => {
    if (statement.type !== 'ExportNamedDeclaration') return []
    const from = statement['source'] as { value: string } | null
    if (from === null) return declaredNames(statement).map(({ name }) => ({ name, file, isType: false }))
    const target = join(dirname(file), from.value)
    const specifiers = statement['specifiers'] as readonly { local: { name: string }; exportKind: string }[]
    return specifiers.map(({ local, exportKind }) => {
      const isType = statement['exportKind'] === 'type' || exportKind === 'type'
      return { ...resolveExport(local.name, target), isType }
    })
  })
}

/** Follows a re-export to the file that declares the name. */
function resolveExport(name: string, file: string): ExportedName {
  if (sourceOf(file).declarations.has(name)) return { name, file, isType: false }
  const found = exportedNames(file).find((one) => one.name === name)
  if (found === undefined) throw new Error(`${file} does not export ${name}`)
  return found
}

function declaredNames(statement: Node): readonly { name: string; node: Node }[] {
  const node = (statement['declaration'] as Node | null | undefined) ?? statement
  if (node.type === 'VariableDeclaration') {
    return (node['declarations'] as readonly Node[]).map((one) => ({ name: nameOf(one['id']), node }))
  }
  return node['id'] ? [{ name: nameOf(node['id']), node }] : []
}

const nameOf = (identifier: unknown): string => (identifier as { name: string }).name

function kindOf({ type }: Node): PublicItem['kind'] {
  if (/^(TSDeclare)?Function/.test(type)) return 'function'
  if (type === 'ClassDeclaration') return 'class'
  return type === 'VariableDeclaration' ? 'value' : 'type'
}

const MEMBERS = /^(TSPropertySignature|TSMethodSignature|PropertyDefinition|MethodDefinition|TSAbstract\w+Definition)$/
const WITH_MEMBERS = ['body', 'members', 'typeAnnotation', 'types', 'elementType', 'typeArguments', 'params']

function isCallable({ kind, type, typeAnnotation }: Node): boolean {
  if (type === 'TSMethodSignature' || type.endsWith('MethodDefinition')) return kind !== 'get' && kind !== 'set'
  const annotated = (typeAnnotation as Node | null | undefined)?.['typeAnnotation'] as Node | undefined
  return annotated?.type === 'TSFunctionType'
}

/** Reports whether a member is private, and therefore not part of the API. */
function isHidden(node: Node, key: Node): boolean {
  return key.type === 'PrivateIdentifier' || node['accessibility'] === 'private'
}

function memberName(node: Node, key: Node): string {
  if (node['kind'] === 'constructor') return 'constructor'
  if (key.type === 'Identifier') return nameOf(key)
  if (key.type === 'MemberExpression') return `[${nameOf(key['object'])}.${nameOf(key['property'])}]`
  return String((key as { value?: unknown }).value)
}
