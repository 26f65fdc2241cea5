/** The addresses of the application that views link to. */
export const paths = {
  home: "/",
  signIn: "/connexion",
  signUp: "/inscription",
  conversation: (id: string): string => `/c/${id}`,
  /** A message in its conversation: its place never changes. */
  message: (id: string, seq: number): string => `/c/${id}/${seq}`,
  /** A thread, beside its conversation. */
  thread: (id: string, threadId: string): string => `/c/${id}?fil=${threadId}`,
  messages: "/messages",
  threads: "/fils",
  bookmarks: "/reperes",
  search: "/recherche",
  /** The search with what is looked for. */
  searching: (typed: string): string => `/recherche?q=${encodeURIComponent(typed)}`,
  moderation: "/moderation",
  settings: "/reglages",
} as const;

/** @returns the address of a message where it is read: an answer in a thread is not among those of its room */
export function linkTo(message: { conversationId: string; seq: number; threadId?: string | undefined }): string {
  const { conversationId, seq, threadId } = message;
  return threadId === undefined ? paths.message(conversationId, seq) : paths.thread(conversationId, threadId);
}
