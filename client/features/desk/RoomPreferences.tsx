import { useState } from "react";
import { LEVELS, type Level } from "../../../shared/preferences.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { moveFavourite, setFavourite, setLevel } from "./preferences.actions.ts";
import { preferenceWords } from "./preferences.catalogue.ts";
import { favouritesIn, levelOf, usePreferences } from "./preferences.store.ts";
import styles from "./RoomPreferences.module.css";

export interface RoomPreferencesProps {
  conversationId: string;
  name: string;
  onClose: () => void;
}

/** How I want a room to be shown to me: what is counted beside it, and its place among my favourites. */
export default function RoomPreferences({ conversationId, name, onClose }: RoomPreferencesProps) {
  const say = useWords(preferenceWords);
  const preferences = usePreferences();
  const levels = useAction(setLevel);
  const favouring = useAction(setFavourite);
  const moving = useAction(moveFavourite);
  // Shown at once; what was refused falls back to what holds.
  const [chosen, setChosen] = useState<Level | null>(null);
  const choose = async (level: Level): Promise<void> => {
    setChosen(level);
    await levels.run(conversationId, level);
    setChosen((now) => (now === level ? null : now));
  };
  const favourites = favouritesIn(preferences);
  const index = favourites.indexOf(conversationId);
  const isFavourite = index !== -1;
  return (
    <Dialog title={say("title", { name })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <div className={styles.body}>
        <RadioGroup
          label={say("level")}
          help={say("levelHelp")}
          choices={LEVELS.map((id) => ({ id, label: say(`levels.${id}`) }))}
          value={chosen ?? levelOf(preferences, conversationId)}
          onChange={(level) => void choose(level)}
        />
        <div className={styles.favourite}>
          <Button isPending={favouring.isPending} onPress={() => void favouring.run(conversationId, !isFavourite)}>
            {say(isFavourite ? "unfavourite" : "favourite")}
          </Button>
          {isFavourite && (
            <>
              <Button isDisabled={index === 0} onPress={() => void moving.run(conversationId, -1)}>
                {say("up")}
              </Button>
              <Button isDisabled={index === favourites.length - 1} onPress={() => void moving.run(conversationId, 1)}>
                {say("down")}
              </Button>
            </>
          )}
        </div>
        <Problem code={levels.problem ?? favouring.problem ?? moving.problem} />
      </div>
    </Dialog>
  );
}
