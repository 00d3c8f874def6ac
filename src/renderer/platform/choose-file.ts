/** Any number of files; none when it is closed without a choice. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  return choose({ accept, multiple: true })
}

/** Lets the person choose a file with the browser's own means. Undefined when it is closed without a choice. */
export async function chooseFile(accept: string): Promise<File | undefined> {
  return (await choose({ accept, multiple: false }))[0]
}

function choose(wish: { readonly accept: string; readonly multiple: boolean }): Promise<readonly File[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', hidden: true, ...wish })
  // In the page for as long as the dialog is open: one that nothing holds may be collected, and its choice with it.
  document.body.append(input)
  return new Promise((resolve) => {
    const end = (): void => {
      input.remove()
      resolve([...(input.files ?? [])])
    }
    input.addEventListener('change', end)
    input.addEventListener('cancel', end)
    input.click()
  })
}
