import { defineCatalogue, registerCatalogue } from "../../platform/i18n.ts";

/** The words of how one wants a conversation to be shown. */
export const preferenceWords = registerCatalogue(
  "preferences",
  defineCatalogue({
    fr: {
      title: "Préférences de {{name}}",
      level: "Ce qui se compte à côté du salon",
      levels: {
        all: "Tous les messages",
        mentions: "Ceux qui vous nomment",
        none: "Aucun",
      },
      levelHelp: "Vous seule le savez. Les messages restent là, lus ou non.",
      favourite: "Mettre en favori",
      unfavourite: "Retirer des favoris",
      up: "Monter dans les favoris",
      down: "Descendre dans les favoris",
    },
    en: {
      title: "Preferences of {{name}}",
      level: "What is counted beside the room",
      levels: {
        all: "All messages",
        mentions: "Those that name you",
        none: "None",
      },
      levelHelp: "Only you know. The messages stay there, read or not.",
      favourite: "Add to the favourites",
      unfavourite: "Take out of the favourites",
      up: "Move up among the favourites",
      down: "Move down among the favourites",
    },
  }),
);
