import type { ErrorCode } from "../../shared/errors.ts";

export type Language = "fr" | "en";

/** One sentence per code, for callers without an interface of their own. The client has fuller ones. */
const SENTENCES: Record<ErrorCode, Record<Language, string>> = {
  INVALID: { fr: "La demande est mal formée.", en: "The request is malformed." },
  UNKNOWN_CALL: { fr: "Cet appel n’existe pas.", en: "There is no such call." },
  TOO_LARGE: { fr: "La demande est trop grande.", en: "The request is too large." },
  UNAUTHENTICATED: { fr: "Connectez-vous d’abord.", en: "Sign in first." },
  CREDENTIALS: {
    fr: "L’adresse ou le mot de passe ne convient pas.",
    en: "The address or the password does not match.",
  },
  BANNED: { fr: "Votre accès est fermé.", en: "Your access is closed." },
  ORIGIN: { fr: "La demande vient d’une autre origine.", en: "The request comes from another origin." },
  DENIED: { fr: "Vous n’en avez pas le droit.", en: "You are not allowed to." },
  MUTED: { fr: "Vous êtes en sourdine.", en: "You are muted." },
  NOT_FOUND: { fr: "Introuvable.", en: "Not found." },
  GONE: { fr: "Ce n’est plus là.", en: "It is no longer there." },
  ARCHIVED: { fr: "Ce salon est archivé.", en: "This room is archived." },
  CONFLICT: { fr: "C’est déjà pris, ou déjà fait.", en: "It is taken, or done already." },
  REQUEST_PENDING: { fr: "La demande attend une réponse.", en: "The request awaits an answer." },
  BLOCKED: { fr: "Vous bloquez cette personne.", en: "You block this person." },
  LAST_ADMINISTRATOR: { fr: "C’est la dernière administratrice.", en: "She is the last administrator." },
  LIMIT_REACHED: { fr: "La limite est atteinte.", en: "The limit is reached." },
  NOT_A_PHOTO: { fr: "Ce fichier n’est pas une photo.", en: "This file is not a photo." },
  PHOTO_TOO_LARGE: { fr: "Cette photo est trop lourde.", en: "This photo is too large." },
  PHOTO_TOO_MANY_PIXELS: { fr: "Cette photo a trop de pixels.", en: "This photo has too many pixels." },
  PHOTO_DAMAGED: { fr: "Cette photo est abîmée.", en: "This photo is damaged." },
  PHOTO_UNSUPPORTED: { fr: "Ce format de photo n’est pas pris.", en: "This format of photo is not taken." },
  PHOTO_TIMEOUT: {
    fr: "Cette photo n’a pas pu être développée à temps.",
    en: "This photo could not be developed in time.",
  },
  IDEMPOTENCY_MISMATCH: {
    fr: "Cet identifiant a servi à autre chose.",
    en: "This identifier was used for something else.",
  },
  RATE: { fr: "Trop de demandes. Patientez un instant.", en: "Too many requests. Wait a moment." },
  BUSY: { fr: "Le service est très sollicité. Réessayez.", en: "The service is very busy. Try again." },
  UNAVAILABLE: { fr: "Le service ne répond pas. Réessayez.", en: "The service does not answer. Try again." },
  INTERNAL: { fr: "Une erreur est survenue.", en: "Something went wrong." },
};

/** @returns the sentence of a code in a language */
export function sentenceOf(code: ErrorCode, language: Language): string {
  return SENTENCES[code][language];
}

/** @returns the language that an Accept-Language header asks for: French unless English comes first */
export function languageOf(header: string | undefined): Language {
  return header?.trim().toLowerCase().startsWith("en") ? "en" : "fr";
}
