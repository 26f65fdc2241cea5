import { definePart } from "../../platform/parts.ts";

/** What helps writing: needed once somebody writes. */
export const composerParts = definePart(async () => {
  const [{ Completion }, { ComposerOptions }, { commands }, { mentionsIn }] = await Promise.all([
    import("./Completion.tsx"),
    import("./ComposerOptions.tsx"),
    import("./commands.ts"),
    import("./mentions.ts"),
  ]);
  return { Completion, ComposerOptions, commands, mentionsIn };
});
