import Markdown from 'markdown-to-jsx/react'
import { type AnchorHTMLAttributes, type HTMLAttributes, useEffect, useMemo, useRef, useState } from 'react'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { findTarget, GUIDE_PAGES, type GuideTarget, idOfHeading, searchPages } from './guide-pages.ts'
import './guide.css'

/** Id of the first listed page. */
const FIRST_PAGE = 'guide-first-page'

/** The user guide of the repository, inside the program. */
export function GuideDialog() {
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState<GuideTarget>({ file: GUIDE_PAGES[0]?.file ?? '', heading: '' })
  const content = useRef<HTMLElement>(null)
  const found = useMemo(() => searchPages(query), [query])
  const page = GUIDE_PAGES.find(({ file }) => file === shown.file)

  // Shows the heading of a link, or the beginning of the page.
  useEffect(() => {
    const heading = shown.heading === '' ? undefined : content.current?.querySelector(`#${CSS.escape(shown.heading)}`)
    if (heading) heading.scrollIntoView()
    else content.current?.scrollTo({ top: 0 })
  }, [shown])

  const options = useMemo(
    () => ({
      disableParsingRawHTML: true,
      slugify: idOfHeading,
      overrides: {
        // The title of the dialog is the heading above them.
        h1: (heading: HTMLAttributes<HTMLHeadingElement>) => <h3 {...heading} />,
        h2: (heading: HTMLAttributes<HTMLHeadingElement>) => <h4 {...heading} />,
        h3: (heading: HTMLAttributes<HTMLHeadingElement>) => <h5 {...heading} />,
        a: (link: AnchorHTMLAttributes<HTMLAnchorElement>) => (
          <GuideLink link={link} from={shown.file} onOpen={setShown} />
        ),
        // Omits screenshots, because the console itself shows these screens.
        img: () => null,
      },
    }),
    [shown.file],
  )
  return (
    <Dialog title="Guide" size="large" onClose={closeOverlay}>
      <div className="guide">
        <nav className="guide-pages" aria-label="Pages of the guide">
          <SearchField
            id="guide-search"
            label="Search the guide"
            text={query}
            onText={setQuery}
            grid={FIRST_PAGE}
            className="guide-search"
          />
          <ul>
            {found.map(({ file, title }, index) => (
              <li key={file}>
                <button
                  type="button"
                  id={index === 0 ? FIRST_PAGE : undefined}
                  className="guide-page ellipsis"
                  aria-current={file === shown.file ? 'page' : undefined}
                  onClick={() => setShown({ file, heading: '' })}
                >
                  {title}
                </button>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="hint">No page contains all of these words.</p>}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls a text that is longer than its box. */}
        <article ref={content} className="guide-text" aria-label={page?.title} tabIndex={0}>
          <Markdown options={options}>{page?.markdown ?? ''}</Markdown>
        </article>
      </div>
      <div className="dialog-actions dialog-actions-pinned line-row">
        <Button onClick={closeOverlay}>Close</Button>
      </div>
    </Dialog>
  )
}

interface GuideLinkProps {
  readonly link: AnchorHTMLAttributes<HTMLAnchorElement>
  readonly from: string
  readonly onOpen: (target: GuideTarget) => void
}

/** A link to a page of the guide, or to a web page. A document that the program does not have is plain text. */
function GuideLink({ link: { href = '', children }, from, onOpen }: GuideLinkProps) {
  const target = findTarget(href, from)
  if (target) {
    return (
      <button type="button" className="guide-link" onClick={() => onOpen(target)}>
        {children}
      </button>
    )
  }
  if (!/^https?:/.test(href)) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
