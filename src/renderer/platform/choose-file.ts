/** Any number of files; none when it is closed without a choice. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept, multiple: true })
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** Lets the person choose a file with the browser's own means. Undefined when it is closed without a choice. */
export function chooseFile(accept: string): Promise<File | undefined> {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept })
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
}
