import type { CommunityRole } from "../../shared/members.ts";

export interface CastMember {
  key: string;
  name: string;
  role: CommunityRole;
}

const NAMES: Record<string, string> = {
  helene: "Hélène Roche",
  yasmina: "Yasmina Haddad",
  jeanne: "Jeanne Courtois",
  beatrice: "Béatrice Hamon",
  ines: "Inès Marchetti",
  maud: "Maud Le Goff",
  fatou: "Fatou Diarra",
  claire: "Claire Nguyen",
  camille: "Camille Aubry",
  solene: "Solène Abgrall",
  sarah: "Sarah Benali",
  nadia: "Nadia Ferhat",
  oceane: "Océane Lambert",
  louise: "Louise Perrin",
  aminata: "Aminata Sow",
  margaux: "Margaux Delattre",
  leila: "Leïla Cherif",
  anouk: "Anouk Vidal",
  emilie: "Émilie Gauthier",
  noemie: "Noémie Azoulay",
  clara: "Clara Fontaine",
  marion: "Marion Esteban",
  agathe: "Agathe Kermarrec",
  lucie: "Lucie Brunel",
  julie: "Julie Tran",
  elodie: "Élodie Moreau",
  salome: "Salomé Weiss",
  ingrid: "Ingrid Keller",
  mathilde: "Mathilde Rey",
  chloe: "Chloé Besson",
  rokhaya: "Rokhaya Ndiaye",
  alix: "Alix de Brosses",
  pauline: "Pauline Mercier",
  eva: "Eva Rossi",
  charlotte: "Charlotte Picard",
  manon: "Manon Guérin",
  sofia: "Sofia Almeida",
  lea: "Léa Marchand",
  zoe: "Zoé Lacombe",
  ariane: "Ariane Dumas",
};

const STAFF: Record<string, CommunityRole> = {
  helene: "administrator",
  yasmina: "moderator",
  jeanne: "moderator",
  beatrice: "moderator",
};

/** The demo's members, the staff first. All are invented. */
export const CAST: readonly CastMember[] = Object.entries(NAMES).map(([key, name]) => ({
  key,
  name,
  role: STAFF[key] ?? "member",
}));

/** Whose eyes the demo is best seen through. */
export const GUEST = "camille";
export const ADMINISTRATOR = "helene";
export const EXCLUDED = "alix";

/** The password of every demo account. */
export const DEMO_PASSWORD = "la lumière du matin entre";

/** @returns the address of a demo account; the domain is reserved and receives nothing */
export function demoEmail(key: string): string {
  return `${key}@demo.example`;
}
