import type { ReactNode } from "react";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import styles from "./Skeleton.module.css";
import { uiWords } from "./ui.catalogue.ts";
import { useCustomProperties } from "./use-custom-properties.ts";

export interface SkeletonProps {
  shape?: "line" | "portrait" | "frame";
  /** Of a line. */
  width?: "short" | "medium" | "long" | "full";
  /** Of a frame: width / height. Frames of one row share their height. */
  ratio?: number;
}

/** The latent image: keeps the place of what loads, at the size it will have. */
export function Skeleton({ shape = "line", width = "full", ratio = 1 }: SkeletonProps) {
  const ref = useCustomProperties<HTMLSpanElement>({ "--ratio": ratio });
  return <span ref={ref} className={classNames(styles.skeleton, styles[shape], styles[width])} aria-hidden="true" />;
}

/** Says once, in words, that what is inside loads. */
export function SkeletonGroup({ label, children }: { label?: string; children: ReactNode }) {
  const say = useWords(uiWords);
  return (
    <div role="status">
      <span className="sr-only">{label ?? say("loading")}</span>
      {children}
    </div>
  );
}
