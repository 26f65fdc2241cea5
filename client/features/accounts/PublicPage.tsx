import { Lamp } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { chooseLanguage, useLanguage, useWords } from "../../platform/i18n.ts";
import { useLight } from "../../platform/light.ts";
import { paths } from "../../platform/paths.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Link } from "../../ui/Link.tsx";
import { QuickExit } from "../../ui/QuickExit.tsx";
import { Wordmark } from "../../ui/Wordmark.tsx";
import { accountWords } from "./accounts.catalogue.ts";
import styles from "./PublicPage.module.css";

/** Changes the light at once, both ways. */
export function LightButton() {
  const say = useWords(accountWords);
  const { light, choose } = useLight();
  const other = light === "claire" ? "noire" : "claire";
  return (
    <IconButton
      icon={Lamp}
      label={say(other === "noire" ? "light.toNoire" : "light.toClaire")}
      onPress={() => choose(other)}
    />
  );
}

/** Changes the language at once; says the other one in its own words. */
function LanguageButton() {
  const say = useWords(accountWords);
  const other = useLanguage() === "fr" ? "en" : "fr";
  return (
    <Button className={styles.language} lang={other} onPress={() => chooseLanguage(other)}>
      {say("otherLanguage")}
    </Button>
  );
}

export interface PublicPageProps {
  /** The title of the tab, before the name of the place. */
  title?: string;
  /** Where the sign-in is one step away. */
  withSignIn?: boolean;
  children: ReactNode;
}

/** What surrounds a page seen without a session: the name of the place, language, light, the quick exit. */
export function PublicPage({ title, withSignIn = false, children }: PublicPageProps) {
  const say = useWords(accountWords);
  useEffect(() => {
    document.title = title ? `${title}, Elles font la culture` : "Elles font la culture";
  }, [title]);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Wordmark href={paths.home} />
        <nav aria-label={say("nav")} className={styles.nav}>
          <LanguageButton />
          <LightButton />
          {withSignIn && (
            <Link href={paths.signIn} look="quiet" className={styles.signIn}>
              {say("signIn")}
            </Link>
          )}
          <QuickExit />
        </nav>
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
