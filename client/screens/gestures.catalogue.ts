import { defineCatalogue, registerCatalogue } from "../platform/i18n.ts";

/** The words of gestures that one feature lends to the views of another. */
export const gestureWords = registerCatalogue(
  "gestures",
  defineCatalogue({
    fr: {
      sanction: "Mettre en sourdine ou exclure",
      pinned: "Messages épinglés",
      photos: "Planche-contact",
      questions: "Questions",
      preferences: "Préférences du salon",
      sanctions: "Sanctions en cours ici",
      appoint: "Nommer modératrice du salon",
      dismiss: "Retirer la modération du salon",
      appointed: "{{name}} modère ce salon.",
      dismissed: "{{name}} ne modère plus ce salon.",
    },
    en: {
      sanction: "Mute or ban",
      pinned: "Pinned messages",
      photos: "Contact sheet",
      questions: "Questions",
      preferences: "Preferences of the room",
      sanctions: "Sanctions in force here",
      appoint: "Make moderator of the room",
      dismiss: "Take back moderation of the room",
      appointed: "{{name}} moderates this room.",
      dismissed: "{{name}} no longer moderates this room.",
    },
  }),
);
