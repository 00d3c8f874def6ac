/** Focuses a field and selects its content, so that typing replaces the content. */
export function focusInput(field: HTMLElement | null | undefined): void {
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
}
