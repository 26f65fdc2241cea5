import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link as AriaLink, type LinkProps as AriaLinkProps } from "react-aria-components/Link";
import { type ButtonLook, buttonClass } from "./Button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Link.module.css";

export interface LinkProps
  extends Pick<ButtonLook, "size" | "wide">,
    Omit<AriaLinkProps, "className" | "style" | "children" | "render"> {
  children: ReactNode;
  /** text: underlined, in a sentence. quiet: as the words around, underlined on hover. button, main: looks of a button. */
  look?: "text" | "quiet" | "button" | "main" | undefined;
  icon?: LucideIcon | undefined;
  /** Leads to another site: opened in a new tab, telling nothing of where it comes from. */
  external?: boolean | undefined;
  className?: string | undefined;
}

/** A link; `href` inside the application goes through the router handed to `KitProvider`. */
export function Link(props: LinkProps) {
  const { look = "text", size, wide, icon, external, className, children, ...rest } = props;
  const face =
    look === "button" || look === "main"
      ? buttonClass({ tone: look === "main" ? "main" : "plain", size, wide })
      : styles[look];
  const away = external ? { target: "_blank", rel: "noreferrer noopener" } : {};
  return (
    <AriaLink {...rest} {...away} className={classNames(face, className)}>
      {icon && <Icon of={icon} />}
      {children}
    </AriaLink>
  );
}
