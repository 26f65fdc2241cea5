import { Keyboard } from "lucide-react";
import { type ReactNode, useId } from "react";
import { chooseLanguage, languages, useLanguage, useWords } from "../../platform/i18n.ts";
import { type LightChoice, useLight } from "../../platform/light.ts";
import { Button } from "../../ui/Button.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { uiWords } from "../../ui/ui.catalogue.ts";
import { useSession } from "./accounts.store.ts";
import { BlockedPeople } from "./BlockedPeople.tsx";
import { PasswordChange } from "./PasswordChange.tsx";
import { Sessions } from "./Sessions.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./settings.catalogue.ts";

const lights: readonly LightChoice[] = ["claire", "noire", "device"];

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.margin}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {lead && <p className={styles.lead}>{lead}</p>}
      </header>
      <div className={styles.content}>{children}</div>
    </section>
  );
}

function Account() {
  const say = useWords(settingsWords);
  const { me } = useSession();
  if (!me) return null;
  return (
    <dl className={styles.facts}>
      <dt>{say("account.name")}</dt>
      <dd>{me.displayName}</dd>
      <dt>{say("account.email")}</dt>
      <dd>
        {me.email}
        <span className={styles.help}>{say("account.emailHelp")}</span>
      </dd>
      <dt>{say("account.role")}</dt>
      <dd>{say(`role.${me.role}`)}</dd>
    </dl>
  );
}

/** Everything a member decides for herself, on one page: the names at the left, the controls on the axis. */
export function SettingsSections({ onHelp }: { onHelp: () => void }) {
  const say = useWords(settingsWords);
  const sayUi = useWords(uiWords);
  const { choice, choose } = useLight();
  return (
    <>
      <Section title={say("light.title")} lead={say("light.help")}>
        <div className={styles.choices}>
          <RadioGroup
            label={<span className="sr-only">{say("light.title")}</span>}
            choices={lights.map((id) => ({ id, label: sayUi(`light.${id}`) }))}
            value={choice}
            onChange={choose}
          />
        </div>
      </Section>
      <Section title={say("language.title")}>
        <div className={styles.choices}>
          <RadioGroup
            label={<span className="sr-only">{say("language.title")}</span>}
            choices={languages.map((id) => ({ id, label: <span lang={id}>{say(`language.${id}`)}</span> }))}
            value={useLanguage()}
            onChange={(language) => chooseLanguage(language)}
          />
        </div>
      </Section>
      <Section title={say("account.title")}>
        <Account />
      </Section>
      <Section title={say("password.title")} lead={say("password.lead")}>
        <PasswordChange />
      </Section>
      <Section title={say("sessions.title")} lead={say("sessions.lead")}>
        <Sessions />
      </Section>
      <Section title={say("blocked.title")} lead={say("blocked.lead")}>
        <BlockedPeople />
      </Section>
      <Section title={say("keyboard.title")} lead={say("keyboard.lead")}>
        <Button icon={Keyboard} onPress={onHelp}>
          {say("keyboard.show")}
        </Button>
      </Section>
    </>
  );
}
