import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ENTRIES, listPublicItems } from './public-api-comments.ts'

/** Environment of an example: the login with which it runs, or `alone`. */
export type ExampleMode = 'gateway' | 'oauth1' | 'third-party' | 'oauth2' | 'alone'

/** One fenced code block in the documentation of the library or the simulator, or in a comment of the public API. */
export interface ExampleProgram {
  /** Title of the test, such as `requests.md:7` or `percentEncode`. */
  readonly where: string
  readonly language: 'ts' | 'js'
  readonly code: string
  /** Value of `run=…` after the language of the block. */
  readonly run: ExampleMode | undefined
  /** True if the example runs until it is stopped, like a program with subscriptions. */
  readonly stays: boolean
  /** Lines that the example prints, in order, from its comments `// => …`. */
  readonly output: readonly string[]
}

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const readmes = ['../README.md', '../packages/client/README.md', '../packages/simulator/README.md']
const pages = [
  ...[...readmes, 'client.md', ...readdirSync(`${docs}client`).map((name) => `client/${name}`)],
  'simulator.md',
]

/** Page with test files, which `simulator.long.test.ts` runs. */
const TESTS_PAGE = 'simulator-in-tests.md'

/** All blocks of TypeScript and JavaScript, in the order of the pages. */
const pageExamples: readonly ExampleProgram[] = [...pages, TESTS_PAGE].flatMap((page) => {
  const text = readFileSync(docs + page, 'utf8')
  const blocks = readBlocks(text, (index) => `${page}:${text.slice(0, index).split('\n').length}`)
  return page === TESTS_PAGE ? blocks.filter(({ run }) => run !== undefined) : blocks
})

/** All blocks in comments of the public API. A block is listed once even if several entries export it. */
export const apiExamples: readonly ExampleProgram[] = [
  ...new Map(
    Object.values(ENTRIES)
      .flatMap((entry) => listPublicItems(entry))
      .map((item) => [item.where, item] as const),
  ).values(),
].flatMap(({ name, comment = '' }) => readBlocks(comment, () => name))

export const examples: readonly ExampleProgram[] = [...pageExamples, ...apiExamples]

function readBlocks(text: string, titleAt: (index: number) => string): readonly ExampleProgram[] {
  return [...text.matchAll(/^```(ts|js)( [^\n]*)?\n([\s\S]*?)^```$/gm)].map((match): ExampleProgram => {
    const [, language, marks = '', code = ''] = match
    const words = marks.trim().split(' ')
    return {
      where: titleAt(match.index),
      language: language === 'js' ? 'js' : 'ts',
      code,
      run: words.find((word) => word.startsWith('run='))?.slice(4) as ExampleMode | undefined,
      stays: words.includes('stays'),
      output: [...code.matchAll(/\/\/ => (.*)$/gm)].map(([, line = '']) => line),
    }
  })
}
