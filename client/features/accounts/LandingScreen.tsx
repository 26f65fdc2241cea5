import { useEffect } from "react";
import ferns from "../../assets/fougeres.jpg";
import laboratory from "../../assets/laboratoire.jpg";
import { useWords } from "../../platform/i18n.ts";
import { useLight } from "../../platform/light.ts";
import { preloadParts } from "../../platform/parts.ts";
import { paths } from "../../platform/paths.ts";
import { Link } from "../../ui/Link.tsx";
import { accountWords } from "./accounts.catalogue.ts";
import styles from "./LandingScreen.module.css";
import { PublicPage } from "./PublicPage.tsx";

/** What somebody without a session sees first: what the place is for, and its door. */
export function LandingScreen() {
  const say = useWords(accountWords);
  const { light } = useLight();
  const isClaire = light === "claire";
  useEffect(preloadParts, []);
  return (
    <PublicPage withSignIn>
      <div className={styles.grid}>
        <div>
          <h1 className={styles.title}>{say("landing.title")}</h1>
          <p className={styles.lead}>{say("landing.lead")}</p>
          <div className={styles.doors}>
            <Link href={paths.signUp} look="main" size="large">
              {say("signUp")}
            </Link>
            <Link href={paths.signIn} look="button" size="large">
              {say("signIn")}
            </Link>
          </div>
        </div>
        <figure>
          <img
            className={styles.image}
            src={isClaire ? ferns : laboratory}
            alt={say(isClaire ? "landing.ferns" : "landing.laboratory")}
            width={640}
            height={800}
          />
          <figcaption className={styles.caption}>
            <span>{say(isClaire ? "landing.fernsName" : "landing.laboratoryName")}</span>
            <span>{say(isClaire ? "landing.claire" : "landing.noire")}</span>
          </figcaption>
        </figure>
      </div>
    </PublicPage>
  );
}
