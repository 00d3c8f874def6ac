import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** How an example is run. */
export type ExampleMode = 'gateway' | 'oauth1' | 'third-party' | 'oauth2' | 'alone'

/** One fenced block of code in a page of the library's documentation. */
export interface Example {
  /** Title of the test, such as `requests.md:7`. */
  readonly where: string
  readonly language: 'ts' | 'js'
  readonly code: string
  /** From `run=…` after the language of the block. */
  readonly run: ExampleMode | undefined
  /** Whether the example runs until it is stopped, like a program with subscriptions. */
  readonly stays: boolean
}

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const pages = ['client.md', ...readdirSync(`${docs}client`).map((name) => `client/${name}`)]

/** Every block of TypeScript and JavaScript, page by page. */
export const examples: readonly Example[] = pages.flatMap((page) => {
  const text = readFileSync(docs + page, 'utf8')
  return [...text.matchAll(/^```(ts|js)( [^\n]*)?\n([\s\S]*?)^```$/gm)].map((match): Example => {
    const [, language, marks = '', code = ''] = match
    const words = marks.trim().split(' ')
    return {
      where: `${page}:${text.slice(0, match.index).split('\n').length}`,
      language: language === 'js' ? 'js' : 'ts',
      code,
      run: words.find((word) => word.startsWith('run='))?.slice(4) as ExampleMode | undefined,
      stays: words.includes('stays'),
    }
  })
})
