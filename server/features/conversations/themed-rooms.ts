import type { Theme } from "../../../shared/conversations.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { derivedClientId, SYSTEM_ACTOR } from "../../platform/streams.ts";
import type { ConversationState } from "./conversation-state.ts";
import { openedRoom, roomIdFor } from "./rooms.service.ts";

interface ThemedRoom {
  slug: string;
  name: string;
  theme: Theme;
  description: string;
  /** Newcomers are in it from the start. */
  welcome?: true;
}

/** The rooms that are there from the first start. */
export const THEMED_ROOMS: readonly ThemedRoom[] = [
  {
    slug: "bienvenue",
    name: "Bienvenue",
    theme: "accueil",
    description: "Présentez-vous. Quelqu’une vous répond.",
    welcome: true,
  },
  {
    slug: "cafe",
    name: "Le café",
    theme: "accueil",
    description: "Ce qui ne rentre dans aucun autre salon.",
    welcome: true,
  },
  {
    slug: "tarifs",
    name: "Tarifs et facturation",
    theme: "metier",
    description: "Ce que nous avons facturé, et comment. Pas de prix conseillés.",
  },
  {
    slug: "droits",
    name: "Droits d’auteur et contrats",
    theme: "metier",
    description: "Cessions, notes d’auteur, clauses à relire à plusieurs.",
  },
  {
    slug: "photojournalisme",
    name: "Photojournalisme",
    theme: "metier",
    description: "Terrain, rédactions, sécurité, commandes.",
  },
  {
    slug: "mode",
    name: "Mode et portrait",
    theme: "metier",
    description: "Plateaux, équipes, agences, lumière sur un visage.",
  },
  {
    slug: "portfolio",
    name: "Portfolio et editing",
    theme: "creer",
    description: "Montrez une série. On critique le travail, jamais la personne.",
  },
  {
    slug: "technique",
    name: "Technique et matériel",
    theme: "creer",
    description: "Boîtiers, optiques, logiciels, pannes et trouvailles.",
  },
  {
    slug: "labo",
    name: "Laboratoire et tirage",
    theme: "creer",
    description: "Argentique, procédés anciens, papiers, tirages d’exposition.",
  },
  {
    slug: "appels",
    name: "Appels à projets, résidences et prix",
    theme: "candidater",
    description: "Dates limites, dossiers à relire, réponses reçues.",
  },
  {
    slug: "expositions",
    name: "Expositions et festivals",
    theme: "rencontrer",
    description: "Accrochages, vernissages, lectures de portfolios.",
  },
  {
    slug: "regions",
    name: "Régions",
    theme: "rencontrer",
    description: "Se trouver près de chez soi : ateliers, labos partagés, cafés.",
  },
  {
    slug: "maternite",
    name: "Maternité et carrière",
    theme: "vies",
    description: "Avant, pendant, après. Sans que ça devienne le sujet.",
  },
  { slug: "parole", name: "Parole protégée", theme: "vies", description: "Ce qui s’est passé, dit ici, reste ici." },
];

/** @returns the public id of a themed room, the same on every installation */
export function themedRoomId(slug: string): string {
  return roomIdFor(`themed ${slug}`);
}

/** Opens the themed rooms that are not there yet. Safe to run at every start and by several processes at once. */
export async function openThemedRooms(log: ChangeLog): Promise<void> {
  await Promise.all(
    THEMED_ROOMS.map(async ({ slug, name, theme, description }) => {
      const stream = themedRoomId(slug);
      const { state } = await log.state<ConversationState>(stream);
      if (state.kind !== null) return;
      await log.append<ConversationState>({
        stream,
        actorId: SYSTEM_ACTOR,
        clientId: derivedClientId("themed-room", slug),
        asked: ["themed-room", slug],
        decide: () => openedRoom({ name, theme, description, makerId: null }),
      });
    }),
  );
}
