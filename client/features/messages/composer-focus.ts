/** The element in which the text is written: one on the page at most. */
export const composerId = "composer";

/** Puts the caret at the end of what is being written. Waits until the text is there. */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    const area = document.getElementById(composerId);
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  });
}
