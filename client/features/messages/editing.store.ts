import { create } from "zustand";

/** Which message of mine I am correcting; one at a time. Its text is a draft of its own: see `EditMessage`. */
export const editingStore = create<{ messageId: string | null }>()(() => ({ messageId: null }));

export function beginEditing(messageId: string): void {
  editingStore.setState({ messageId });
}

export function endEditing(): void {
  editingStore.setState({ messageId: null });
}
