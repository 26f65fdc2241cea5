/** The addresses of the application that views link to. */
export const paths = {
  home: "/",
  signIn: "/connexion",
  signUp: "/inscription",
  conversation: (id: string): string => `/c/${id}`,
  /** A message in its conversation: its place never changes. */
  message: (id: string, seq: number): string => `/c/${id}/${seq}`,
  messages: "/messages",
  threads: "/fils",
  bookmarks: "/reperes",
  moderation: "/moderation",
  settings: "/reglages",
} as const;
