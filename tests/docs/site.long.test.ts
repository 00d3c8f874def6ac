import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrokenLinks } from '../../scripts/docs/broken-links.ts'
import { serveSite } from '../../scripts/docs/serve-site.ts'

const SITE = 'site/out/site'
const SCREENSHOTS = 'test-results/site'

let browser: Browser
let site: Awaited<ReturnType<typeof serveSite>>
beforeAll(async () => {
  // Fails after a warning of TypeDoc or VitePress, and with a broken link.
  execFileSync(process.execPath, ['scripts/docs.mjs'], { stdio: 'pipe' })
  site = await serveSite(SITE, 0)
  const executablePath = process.env['CHROMIUM_PATH']
  browser = await chromium.launch(executablePath === undefined ? {} : { executablePath })
  mkdirSync(SCREENSHOTS, { recursive: true })
}, 1_800_000)
afterAll(async () => {
  await browser?.close()
  site?.server.close()
})

describe('the documentation site', () => {
  test.each(['light', 'dark'] as const)('finds a route by search and follows links, in the %s theme', async (theme) => {
    const { page, problems } = await openPage(theme)
    await page.goto(site.address)
    await screenshot(page, theme, 'home')
    await page.getByRole('link', { name: 'Quick start' }).first().click()
    await page.getByRole('heading', { name: 'Quick start' }).waitFor()
    await screenshot(page, theme, 'quick-start')

    await page.keyboard.press('Control+k')
    await page.locator('#localsearch-input').fill('preview an order')
    await page.getByRole('option').filter({ hasText: 'Orders and trades' }).first().waitFor()
    await screenshot(page, theme, 'search')
    await page.getByRole('option').filter({ hasText: 'Orders and trades' }).first().click()
    await page.getByRole('heading', { name: 'Preview an order' }).waitFor()
    expect(new URL(page.url()).hash).toContain('whatif')
    await screenshot(page, theme, 'route')

    await page.getByRole('link', { name: 'Reference', exact: true }).first().click()
    await page.getByRole('link', { name: 'ibkr-web-client', exact: true }).first().click()
    await page.getByRole('main').getByRole('link', { name: 'IbkrClient', exact: true }).click()
    await page.getByRole('heading', { name: 'Class: IbkrClient' }).waitFor()
    expect(await page.getByRole('main').getByText("new IbkrClient('localhost:5000')").count()).toBeGreaterThan(0)
    await screenshot(page, theme, 'reference')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('opens every link of the sidebar', async () => {
    const { page, problems } = await openPage('light')
    await page.goto(`${site.address}client/quick-start.html`)
    const links = await page
      .locator('.VPSidebar a')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
    expect(links.length).toBeGreaterThan(60)
    for (const link of links) {
      const response = await page.request.get(link)
      expect([link, response.status()]).toEqual([link, 200])
    }
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('the server returns 400 for a malformed address, and 200 for the start page', async () => {
    expect((await fetch(`${site.address}%`)).status).toBe(400)
    expect((await fetch(site.address)).status).toBe(200)
  })

  test('the link check reports links to a missing heading and to a missing page', () => {
    expect(findBrokenLinks('tests/fixtures/broken-site')).toEqual([
      'index.html: other.html#gone',
      'index.html: /missing.html',
    ])
  })
})

test("TypeDoc's output has an example for each function and class, and a summary for 97 % of the members", () => {
  const { children } = JSON.parse(readFileSync('site/out/reference.json', 'utf8')) as Reflection
  const exports = (children ?? [])
    .flatMap((entry) => entry.children ?? [])
    .filter(({ kind }) => kind !== Kind.Reference)
  const named = exports.filter(({ kind }) => kind === Kind.Function || kind === Kind.Class)
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((one) => !hasExample(one)).map(({ name }) => name)).toEqual([])
  expect(exports.filter((one) => !hasSummary(one)).map(({ name }) => name)).toEqual([])

  const members = exports
    .filter(({ kind }) => kind === Kind.Interface || kind === Kind.Class)
    .flatMap((owner) => (owner.children ?? []).map((member) => ({ ...member, owner: owner.name })))
    .filter((member) => member.inheritedFrom === undefined)
  const missing = members.filter((member) => !hasSummary(member)).map(({ name, owner }) => `${owner}.${name}`)
  expect(members.length).toBeGreaterThan(400)
  expect(1 - missing.length / members.length, missing.join('\n')).toBeGreaterThanOrEqual(0.97)
})

/** TypeDoc's numbers of kinds. */
const Kind = { Function: 64, Class: 128, Interface: 256, Reference: 4_194_304 } as const

interface Reflection {
  readonly name: string
  readonly kind: number
  readonly children?: readonly Reflection[]
  readonly signatures?: readonly Reflection[]
  readonly getSignature?: Reflection
  readonly inheritedFrom?: unknown
  readonly comment?: { readonly summary: readonly unknown[]; readonly blockTags?: readonly { readonly tag: string }[] }
}

function commentsOf({ comment, getSignature, signatures = [] }: Reflection) {
  return [comment, getSignature?.comment, ...signatures.map((signature) => signature.comment)].filter(
    (one) => one !== undefined,
  )
}

function hasExample(reflection: Reflection): boolean {
  return commentsOf(reflection).some(({ blockTags = [] }) => blockTags.some(({ tag }) => tag === '@example'))
}

/** Constructors may only have tags for their parameters. */
function hasSummary(reflection: Reflection): boolean {
  return commentsOf(reflection).some(({ blockTags = [], summary }) => summary.length > 0 || blockTags.length > 0)
}

async function openPage(theme: 'light' | 'dark'): Promise<{ page: Page; problems: readonly string[] }> {
  const context = await browser.newContext({ colorScheme: theme, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  return { page, problems }
}

async function screenshot(page: Page, theme: string, name: string): Promise<void> {
  await page.screenshot({ path: `${SCREENSHOTS}/${name}-${theme}.png` })
}
