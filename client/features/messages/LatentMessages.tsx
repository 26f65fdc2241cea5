import { useWords } from "../../platform/i18n.ts";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./Timeline.module.css";

const shapes = [
  ["full", "medium"],
  ["long"],
  ["full", "long", "short"],
  ["medium"],
  ["full", "short"],
  ["long", "medium"],
] as const;

/** The places that messages will take. */
export function LatentMessages() {
  const say = useWords(messageWords);
  return (
    <SkeletonGroup label={say("loading")}>
      {shapes.map((lines, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: these never move.
        <div key={index} className={styles.ghost}>
          <div className={styles.ghostWho}>
            <Skeleton shape="portrait" />
            <div className={styles.ghostLines}>
              <Skeleton width="long" />
              <Skeleton width="short" />
            </div>
          </div>
          <div className={styles.ghostLines}>
            {lines.map((width) => (
              <Skeleton key={width} width={width} />
            ))}
          </div>
        </div>
      ))}
    </SkeletonGroup>
  );
}
