import { describe, expect, test } from 'vitest'
import { acceleratorOf } from '../../../src/main/menu/accelerator.ts'
import { menuTemplate } from '../../../src/main/menu/menu-template.ts'
import { createNewsBudget } from '../../../src/main/news/news-budget.ts'
import { createOrderNews } from '../../../src/main/news/order-news.ts'
import { COMMAND_FACES } from '../../../src/shared/domain/commands.ts'
import { anOrder } from '../renderer/an-order.ts'

describe('the menu', () => {
  test.each(['linux', 'darwin', 'win32'] as const)('on %s offers every command of the table once', (platform) => {
    const chosen: string[] = []
    const template = menuTemplate({ platform, devTools: false, run: (id) => chosen.push(id) })
    const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : [])).filter(({ id }) => id)
    for (const item of items) (item.click as () => void)()
    expect(chosen.toSorted()).toEqual(COMMAND_FACES.map(({ id }) => id).toSorted())
  })

  test('offers the tools of developers only to developers', () => {
    const words = (devTools: boolean) =>
      JSON.stringify(menuTemplate({ platform: 'linux', devTools, run: () => undefined }))
    expect(words(true)).toContain('toggleDevTools')
    expect(words(false)).not.toContain('toggleDevTools')
  })

  test.each([
    ['$mod+k', 'CommandOrControl+K'],
    ['$mod+Shift+p', 'CommandOrControl+Shift+P'],
    ['$mod+Enter', 'CommandOrControl+Enter'],
    ['g e', undefined],
    ['n', undefined],
    ['?', undefined],
    [undefined, undefined],
  ])('shows the keys %j as %j', (keys, accelerator) => {
    expect(acceleratorOf(keys)).toBe(accelerator)
  })
})

describe('news of orders', () => {
  test('are told of an order that was seen working, once', () => {
    const newsOf = createOrderNews()
    expect(newsOf(anOrder({ orderId: '1', status: 'Submitted' }))).toBeUndefined()
    expect(newsOf(anOrder({ orderId: '1', status: 'Filled', averagePrice: '1.50' }))?.title).toBe('Order filled')
    expect(newsOf(anOrder({ orderId: '1', status: 'Filled' }))).toBeUndefined()
  })

  test('are not told of what was over before', () => {
    expect(createOrderNews()(anOrder({ orderId: '1', status: 'Cancelled' }))).toBeUndefined()
  })

  test('of a storm are summed up, and told again when it is over', () => {
    let time = 0
    const fits = createNewsBudget(() => time)
    const titles = Array.from({ length: 1_000 }, () => fits({ title: 'Order filled', body: '' })?.title)
    expect(titles.filter((title) => title !== undefined)).toEqual([
      ...Array.from({ length: 4 }, () => 'Order filled'),
      'Many orders changed',
    ])
    time += 10_000
    expect(fits({ title: 'Order filled', body: '' })?.title).toBe('Order filled')
  })
})
