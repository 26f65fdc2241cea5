import type { ReactNode } from "react";
import { RouterProvider } from "react-aria-components";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { useLanguage } from "../platform/i18n.ts";
import { useLight } from "../platform/light.ts";
import { usePart } from "../platform/parts.ts";
import { QuickExitProvider } from "./QuickExit.tsx";
import { toastPart } from "./toasts.ts";

/** React Aria's own words exist in these two only: see vite.config.ts. */
const ariaLocales = { fr: "fr-FR", en: "en-GB" } as const;

export interface KitProviderProps {
  children: ReactNode;
  /** Goes to an address of the application without loading a page; every `Link` and menu uses it. */
  navigate: (href: string) => void;
  /** Runs on the quick exit, not waited for: end the session, empty what is kept on the device. */
  onLeave?: () => void;
}

function nothing(): void {}

/** What the kit needs around the application, once: language, router, quick exit by Escape, toasts. */
export function KitProvider({ children, navigate, onLeave = nothing }: KitProviderProps) {
  const language = useLanguage();
  // Followed from here, so that the device's change shows where no setting is on the screen.
  useLight();
  const toasts = usePart(toastPart, false);
  return (
    <I18nProvider locale={ariaLocales[language]}>
      <RouterProvider navigate={navigate}>
        <QuickExitProvider onLeave={onLeave}>
          {children}
          {toasts && <toasts.ToastRegion />}
        </QuickExitProvider>
      </RouterProvider>
    </I18nProvider>
  );
}
