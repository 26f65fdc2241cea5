import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components/Tabs";
import { classNames } from "./class-names.ts";
import styles from "./Tabs.module.css";

export interface TabEntry<Id extends string> {
  id: Id;
  label: ReactNode;
  /** After the label, a `Count` for instance. */
  badge?: ReactNode;
  content: ReactNode;
}

export interface TabsProps<Id extends string> {
  /** The name of the list of tabs. */
  label: string;
  tabs: readonly TabEntry<Id>[];
  selected?: Id;
  onSelect?: (id: Id) => void;
  /** Tools at the end of the line of tabs. */
  end?: ReactNode;
  /** Stands on the edge of its column: no space before the first tab. */
  flush?: boolean;
  /** Fills the height of its column; the panel then scrolls by itself. */
  fill?: boolean;
}

/** Several views in one place, one shown. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, end, fill, flush }: TabsProps<Id>) {
  return (
    <AriaTabs
      className={classNames(styles.tabs, fill && styles.fill, flush && styles.flush)}
      {...(selected === undefined ? {} : { selectedKey: selected })}
      onSelectionChange={(key) => onSelect?.(key as Id)}
    >
      <div className={styles.head}>
        <TabList aria-label={label} className={styles.list ?? ""}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
              {tab.label}
              {tab.badge}
            </Tab>
          ))}
        </TabList>
        {end && <div className={styles.end}>{end}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ""}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
