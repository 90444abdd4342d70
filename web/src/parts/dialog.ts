/** Shows a dialog until somebody closes it. Escape says `cancel`; a dialog that must be answered prevents it. */
export function open(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) {
    dialog.showModal();
  }
}

/** For a dialog that only its buttons may close: browsers let a third Escape through, unless told `closedby="none"` too. */
export function stayOpen(event: Event): void {
  event.preventDefault();
}
