import { defineCatalogue, registerCatalogue } from "../../platform/i18n.ts";

/** The words of what helps writing: what one adds, what is completed. */
export const composerWords = registerCatalogue(
  "composer",
  defineCatalogue({
    fr: {
      completions: "Propositions",
      everybody: "Appeler tout le salon",
      commands: {
        question: "question",
        warning: "attention",
        spoiler: "masque",
        quote: "citation",
        code: "code",
      },
      helps: {
        question: "Le message est une question, que l’on marquera comme résolue",
        warning: "Couvrir le message d’un avertissement",
        spoiler: "Cacher un passage, qui ne se lit qu’à la demande",
        quote: "Citer un texte",
        code: "Écrire tel quel, sans mise en forme",
      },
      isQuestion: "C’est une question",
      notQuestion: "Ce n’est plus une question",
      warning: "Ce dont le message avertit",
      warningHelp: "Le message reste couvert tant qu’on ne l’ouvre pas.",
      noWarning: "Retirer l’avertissement",
    },
    en: {
      completions: "Suggestions",
      everybody: "Call the whole room",
      commands: {
        question: "question",
        warning: "warning",
        spoiler: "spoiler",
        quote: "quote",
        code: "code",
      },
      helps: {
        question: "The message is a question, to be marked as resolved",
        warning: "Cover the message with a warning",
        spoiler: "Hide a passage, read only when asked for",
        quote: "Quote a text",
        code: "Write as it is, without formatting",
      },
      isQuestion: "It is a question",
      notQuestion: "No longer a question",
      warning: "What the message warns of",
      warningHelp: "The message stays covered until it is opened.",
      noWarning: "Remove the warning",
    },
  }),
);
