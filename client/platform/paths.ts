/** The addresses of the application that views link to. */
export const paths = {
  home: "/",
  signIn: "/connexion",
  signUp: "/inscription",
  conversation: (id: string): string => `/c/${id}`,
  messages: "/messages",
  moderation: "/moderation",
  settings: "/reglages",
} as const;
