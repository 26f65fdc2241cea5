import { defineCatalogue, registerCatalogue } from "../../platform/i18n.ts";

/** Words of the foot of the rooms: apart from the settings, for they are on the first screen. */
export const accountBarWords = registerCatalogue(
  "account-bar",
  defineCatalogue({
    fr: {
      online: "En ligne",
      offline: "Hors ligne",
      connecting: "Connexion",
      syncing: "Mise à jour",
      menu: "Mon compte",
      settings: "Réglages",
      moderation: "Modération",
      keyboard: "Raccourcis clavier",
      signOut: "Se déconnecter",
    },
    en: {
      online: "Online",
      offline: "Offline",
      connecting: "Connecting",
      syncing: "Updating",
      menu: "My account",
      settings: "Settings",
      moderation: "Moderation",
      keyboard: "Keyboard shortcuts",
      signOut: "Sign out",
    },
  }),
);
