// Prints, as JSON, the names that the public declarations of an installed package use and that no entry exports.
// Arguments: the path of a TypeScript compiler with an API (up to version 6), and the path of the package.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, sep } from 'node:path'

const [compiler, installed] = process.argv.slice(2)
const ts = createRequire(import.meta.url)(compiler)
const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
const entries = Object.values(exports).flatMap((target) => target.import?.types ?? [])
const files = entries.map((entry) => join(installed, entry))
const program = ts.createProgram(files, { module: ts.ModuleKind.NodeNext, strict: true, types: ['node'] })
const checker = program.getTypeChecker()

const resolve = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
const modules = files.map((file) => checker.getSymbolAtLocation(program.getSourceFile(file)))
const exported = new Set(modules.flatMap((module) => checker.getExportsOfModule(module)).map(resolve))
const reached = new Set(exported)
// The loop also visits the symbols that it adds.
for (const symbol of reached) for (const declaration of symbol.declarations ?? []) visit(declaration)
const unexported = [...reached].filter((symbol) => !exported.has(symbol)).map(({ name }) => name)
process.stdout.write(JSON.stringify(unexported))

function visit(node) {
  const name = nameOf(node)
  const symbol = name && checker.getSymbolAtLocation(name)
  if (symbol && isOwn(resolve(symbol))) reached.add(resolve(symbol))
  ts.forEachChild(node, visit)
}

function nameOf(node) {
  if (ts.isTypeReferenceNode(node)) return node.typeName
  if (ts.isTypeQueryNode(node)) return node.exprName
  if (ts.isExpressionWithTypeArguments(node)) return node.expression
  return ts.isImportTypeNode(node) ? node.qualifier : undefined
}

/** Reports whether the package declares a symbol, and not as a type parameter. */
function isOwn({ declarations = [] }) {
  return declarations.some(
    (node) =>
      !ts.isTypeParameterDeclaration(node) &&
      node.getSourceFile().fileName.startsWith(join(installed, 'out', 'types') + sep),
  )
}
