import type { ErrorCode } from "../../shared/errors.ts";
import { Notice } from "../ui/Notice.tsx";
import { errorWords } from "./errors.catalogue.ts";
import { useWords } from "./i18n.ts";

/** Why something was refused, in words, announced; nothing while there is no problem. */
export function Problem({ code }: { code: ErrorCode | null }) {
  const say = useWords(errorWords);
  if (code === null) return null;
  return (
    <Notice tone="danger" live>
      {say(code)}
    </Notice>
  );
}
