/** Focuses a field for the user and selects its content, so that typing replaces it. */
export function focusInput(field: HTMLElement | null | undefined): void {
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
}
