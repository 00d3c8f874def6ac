import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Versions = Readonly<Record<string, string>>
interface Manifest {
  readonly dependencies: Versions
  readonly devDependencies: Versions
}

const root = JSON.parse(readFromRoot('package.json')) as Manifest
/** The decisions with tables of dependencies. */
const decisions = ['docs/decisions/0001-dependencies.md', 'docs/decisions/0020-documentation-site.md']

test(`every dependency has a row in ${decisions.join(' or ')}, and every row has a dependency`, () => {
  const decided = new Set(rows().flatMap(([names = '']) => packageNames(names)))
  const installed = [root.dependencies, root.devDependencies, ...toolDependencies()].flatMap((names) =>
    Object.keys(names),
  )
  expect(installed.filter((name) => !decided.has(name))).toEqual([])
  expect([...decided].filter((name) => !installed.includes(name))).toEqual([])
})

test.each(['client', 'simulator'])('packages/%s requires the versions with which the project is tested', (name) => {
  const { dependencies } = JSON.parse(readFromRoot(`packages/${name}/package.json`)) as Manifest
  const tested: Versions = { ...root.dependencies, ...root.devDependencies }
  expect(dependencies).toEqual(Object.fromEntries(Object.keys(dependencies).map((other) => [other, tested[other]])))
})

test('every dependency has a reason and a rejected alternative', () => {
  for (const cells of rows()) {
    expect(cells).toHaveLength(3)
    for (const cell of cells) expect(cell.length).toBeGreaterThan(1)
  }
})

/** Returns the dependencies of each tool folder: a folder with its own lock file. */
function toolDependencies(): readonly Versions[] {
  const folders = readdirSync(new URL('../..', import.meta.url)).filter((name) =>
    existsSync(new URL(`../../${name}/package-lock.json`, import.meta.url)),
  )
  return folders.map((folder) => (JSON.parse(readFromRoot(`${folder}/package.json`)) as Manifest).dependencies)
}

/** Returns the cells of each table row, without the headings. */
function rows(): readonly (readonly string[])[] {
  return decisions
    .flatMap((path) => readFromRoot(path).split('\n'))
    .filter((line) => /^\| (?!package |-)/.test(line))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    )
}

/** Parses a cell: `react, react-dom` contains two packages; `typescript (7)` contains a version. */
function packageNames(cell: string): readonly string[] {
  return cell.split(', ').map((name) => name.replace(/ \(.*\)$/, ''))
}

function readFromRoot(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}
