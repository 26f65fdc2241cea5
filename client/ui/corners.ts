import { classNames } from "./class-names.ts";
import styles from "./corners.module.css";

/**
 * The class of what is selected: a viewfinder, four corners, never a filled slab. Put it on the element itself and say the
 * selection to readers as well (aria-current, aria-selected). crayon: on photographs.
 */
export function cornersClass(isSelected: boolean, tone: "accent" | "crayon" = "accent"): string {
  return isSelected ? classNames(styles.corners, tone === "crayon" && styles.crayon) : "";
}
