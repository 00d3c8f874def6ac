import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Versions = Readonly<Record<string, string>>
interface Manifest {
  readonly dependencies: Versions
  readonly devDependencies: Versions
}

const root = JSON.parse(readFromRoot('package.json')) as Manifest
const decision = readFromRoot('docs/decisions/0001-dependencies.md')

test('every dependency has a row in docs/decisions/0001-dependencies.md, and every row has a dependency', () => {
  const packaging = JSON.parse(readFromRoot('packaging/package.json')) as Manifest
  const decided = new Set(rows().flatMap(([names = '']) => packageNames(names)))
  const installed = [root.dependencies, root.devDependencies, packaging.dependencies].flatMap((names) =>
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

/** Returns the cells of each table row, without the headings. */
function rows(): readonly (readonly string[])[] {
  return decision
    .split('\n')
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
