import { LIMITS } from "../../../shared/limits.ts";
import { useWords } from "../../platform/i18n.ts";
import { accountWords } from "./accounts.catalogue.ts";

type Told = (problem: string | undefined) => string | undefined;

/** The problem keys that the server gives for the fields of an account, in words; undefined stays undefined. */
export function useFieldProblems(): { password: Told; displayName: Told; email: Told } {
  const say = useWords(accountWords);
  return {
    password: (problem) => {
      switch (problem) {
        case undefined:
          return undefined;
        case "short":
          return say("problem.passwordShort", { min: LIMITS.password.min });
        case "long":
        case "common":
        case "context":
          return say(`problem.${problem}`);
        default:
          return say("problem.other");
      }
    },
    displayName: (problem) => {
      if (problem === undefined) return undefined;
      return problem === "taken" ? say("problem.nameTaken") : say("problem.name", LIMITS.displayName);
    },
    email: (problem) => {
      if (problem === undefined) return undefined;
      return say(problem === "taken" ? "problem.emailTaken" : "problem.email");
    },
  };
}
