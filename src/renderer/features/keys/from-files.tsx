import type { ImportView } from '../../../shared/contract/import-views.ts'
import { ChooseButton } from './choose-button.tsx'

/** Files that are there already: dropped anywhere on the step, or chosen. */
export function FromFiles({ view, over }: { readonly view: ImportView; readonly over: boolean }) {
  return (
    <section className="start-way drop-zone" aria-label="Keys from files" data-over={over}>
      <h3>{over ? 'Drop them here' : 'I have keys'}</h3>
      <p>
        {view.kind === 'oauth1'
          ? 'Drop an oauth1.json, or private_signature.pem, private_encryption.pem and dhparam.pem: one by one, all at once, a folder or a zip.'
          : 'Drop the private key in PEM, or settings written as JSON.'}{' '}
        Names do not matter: each file is known by what is in it.
      </p>
      <ChooseButton id={view.id}>Choose files…</ChooseButton>
    </section>
  )
}
