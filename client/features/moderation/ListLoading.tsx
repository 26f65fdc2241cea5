import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import styles from "./Moderation.module.css";

/** Keeps the place of a list that loads. */
export function ListLoading({ label }: { label: string }) {
  return (
    <SkeletonGroup label={label}>
      <div className={styles.latent}>
        <Skeleton width="long" />
        <Skeleton width="medium" />
        <Skeleton width="long" />
        <Skeleton width="short" />
      </div>
    </SkeletonGroup>
  );
}
