import type { RequestDraft } from '../../../../../shared/contract/schemas.ts'
import { formatNumber } from '../../../../ui/format-number.ts'

/** Characters of a body that a confirmation shows. */
const MOST_SHOWN = 20_000

/** The request letter by letter as it will be sent; of orders, which were read out of it before, on demand. */
export function SentRequest({ request, open }: { readonly request: RequestDraft; readonly open: boolean }) {
  const { method, path, query } = request
  // The host sends an empty object where a POST has nothing to say.
  const body = request.body ?? (method === 'POST' ? '{}' : undefined)
  const hidden = (body?.length ?? 0) - MOST_SHOWN
  const address = query.length === 0 ? path : `${path}?${new URLSearchParams(query.map(([...pair]) => pair))}`
  return (
    <details className="sent-request" open={open}>
      <summary>Request as sent</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section className="inset tinted scroll" tabIndex={0} aria-label="Request as sent">
        <pre>
          {method} {address}
          {body !== undefined && `\n\n${body.slice(0, MOST_SHOWN)}`}
        </pre>
      </section>
      {hidden > 0 && <p className="dialog-note">And {formatNumber(hidden)} characters more.</p>}
    </details>
  )
}
