import type { News } from './order-news.ts'

/** Notifications within a time, in ms; the last of them says that more is in the window. */
const AT_MOST = 5
const WITHIN_MS = 10_000

/** A burst of a thousand fills must not bury the desktop. Answers what to show for a piece of news, if anything. */
export function createNewsBudget(now: () => number): (news: News) => News | undefined {
  let shown: number[] = []
  return (news) => {
    shown = shown.filter((at) => now() - at < WITHIN_MS)
    if (shown.length >= AT_MOST) return undefined
    shown.push(now())
    if (shown.length < AT_MOST) return news
    return { title: 'Many orders changed', body: 'More than a few at once. The window shows them all.' }
  }
}
