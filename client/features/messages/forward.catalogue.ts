import { defineCatalogue, registerCatalogue } from "../../platform/i18n.ts";

/** The words of passing a message on. */
export const forwardWords = registerCatalogue(
  "forward",
  defineCatalogue({
    fr: {
      title: "Transmettre le message",
      where: "Où",
      why: "Un mot avec",
      note: "Seules celles qui peuvent lire « {{room}} » verront ce que dit le message.",
      verb: "Transmettre",
      sent: "Message transmis.",
      none: "Aucun autre endroit où écrire.",
      notKept: "Cet appareil refuse de garder le message, il n’est pas parti.",
    },
    en: {
      title: "Forward the message",
      where: "Where",
      why: "A word with it",
      note: "Only those who can read “{{room}}” will see what the message says.",
      verb: "Forward",
      sent: "Message forwarded.",
      none: "There is no other place to write in.",
      notKept: "This device refuses to keep the message, it has not left.",
    },
  }),
);
