import { showToast } from "../ui/toasts.ts";
import { errorWords } from "./errors.catalogue.ts";
import { codeOf } from "./errors.ts";
import { say } from "./i18n.ts";

/** Shows why a gesture was refused, where no field or dialog stands to say it. Takes what the gesture rejected with. */
export function showRefusal(error: unknown): void {
  showToast({ tone: "danger", title: say(errorWords, codeOf(error)) });
}
