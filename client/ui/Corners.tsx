import type { ReactNode } from "react";
import styles from "./Corners.module.css";
import { classNames } from "./class-names.ts";

/**
 * The class of what is selected: a viewfinder, four corners, never a filled slab. Put it on the element itself and say the
 * selection to readers as well (aria-current, aria-selected). crayon: on photographs.
 */
export function cornersClass(isSelected: boolean, tone: "accent" | "crayon" = "accent"): string {
  return isSelected ? classNames(styles.corners, tone === "crayon" && styles.crayon) : "";
}

export interface CornersProps {
  isSelected: boolean;
  tone?: "accent" | "crayon";
  children: ReactNode;
}

/** A viewfinder around anything. */
export function Corners({ isSelected, tone, children }: CornersProps) {
  return <div className={cornersClass(isSelected, tone)}>{children}</div>;
}
