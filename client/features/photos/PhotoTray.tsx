import { ArrowLeft, ArrowRight, RotateCw, X } from "lucide-react";
import { LIMITS } from "../../../shared/limits.ts";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./PhotoTray.module.css";
import { photoWords } from "./photos.catalogue.ts";
import { type Tray, type Upload, useTray } from "./photos.store.ts";
import { choose, describePhoto, movePhoto, removePhoto, retryPhoto } from "./tray.ts";

/** The photos that will go with what I write: how far each is, what is taken out of it, what I say of it. */
export function PhotoTray({ trayKey }: { trayKey: string }) {
  const say = useWords(photoWords);
  const tray = useTray(trayKey);
  const { uploads, isDeveloping } = tray;
  if (uploads.length === 0) return null;
  return (
    <section className={styles.tray} aria-label={say("tray")}>
      <ol className={styles.list}>
        {uploads.map((upload, index) => (
          <li key={upload.clientId} className={styles.entry}>
            <Entry {...{ trayKey, upload, index, tray }} />
          </li>
        ))}
      </ol>
      <Choices trayKey={trayKey} tray={tray} />
      {isDeveloping && (
        <p className={styles.state} role="status">
          {say("developing")}
        </p>
      )}
    </section>
  );
}

interface EntryProps {
  trayKey: string;
  upload: Upload;
  index: number;
  tray: Tray;
}

function Entry({ trayKey, upload, index, tray }: EntryProps) {
  const say = useWords(photoWords);
  const { clientId, url, alt, caption, state } = upload;
  const n = index + 1;
  const isFixed = tray.isDeveloping;
  return (
    <>
      <div className={styles.frame} data-failed={state === "failed" || undefined}>
        <img className={styles.image} src={url} alt="" draggable={false} />
        <span className={styles.n}>{n}</span>
      </div>
      <div className={styles.words}>
        <State trayKey={trayKey} upload={upload} keepShooting={tray.keepShooting} />
        <TextField
          label={say("alt", { n })}
          value={alt}
          onChange={(words) => describePhoto(trayKey, clientId, { alt: words })}
          maxLength={LIMITS.photoText}
          isDisabled={isFixed}
          autoComplete="off"
        />
        <TextField
          label={say("caption", { n })}
          value={caption}
          onChange={(words) => describePhoto(trayKey, clientId, { caption: words })}
          maxLength={LIMITS.photoText}
          isDisabled={isFixed}
          autoComplete="off"
        />
      </div>
      <div className={styles.tools}>
        <IconButton
          icon={X}
          label={say("remove", { n })}
          onPress={() => removePhoto(trayKey, clientId)}
          isDisabled={isFixed}
          withoutTooltip
        />
        {tray.uploads.length > 1 && (
          <>
            <IconButton
              icon={ArrowLeft}
              label={say("earlier", { n })}
              onPress={() => movePhoto(trayKey, clientId, -1)}
              isDisabled={isFixed || index === 0}
              withoutTooltip
            />
            <IconButton
              icon={ArrowRight}
              label={say("later", { n })}
              onPress={() => movePhoto(trayKey, clientId, 1)}
              isDisabled={isFixed || n === tray.uploads.length}
              withoutTooltip
            />
          </>
        )}
      </div>
    </>
  );
}

function State({ trayKey, upload, keepShooting }: Omit<EntryProps, "index" | "tray"> & { keepShooting: boolean }) {
  const say = useWords(photoWords);
  const sayProblem = useWords(errorWords);
  const { state, sent, problem, findings } = upload;
  switch (state) {
    case "sending":
      return (
        <p className={styles.state}>
          <progress className={styles.progress} value={sent} aria-label={upload.name} />{" "}
          {say("sending", { percent: Math.floor(sent * 100) })}
        </p>
      );
    case "looking":
      return <p className={styles.state}>{say("looking")}</p>;
    case "failed":
      return (
        <div className={styles.problem} role="alert">
          <p>{problem ? sayProblem(problem) : ""}</p>
          {upload.file && (
            <Button size="small" icon={RotateCw} onPress={() => retryPhoto(trayKey, upload.clientId)}>
              {say("retry")}
            </Button>
          )}
        </div>
      );
    case "ready":
      return findings && <Findings {...findings} keepShooting={keepShooting} />;
    default:
      return unknownState(state);
  }
}

function unknownState(state: never): never {
  throw new Error(`no such state of an upload: ${String(state)}`);
}

function Findings({ removed, credit, keepShooting }: NonNullable<Upload["findings"]> & { keepShooting: boolean }) {
  const say = useWords(photoWords);
  const gone = removed.filter((kind) => kind !== "shooting" || !keepShooting);
  const kept = [credit.creator, credit.copyright, credit.credit].filter((part) => part !== null);
  return (
    <dl className={styles.findings}>
      <dt>{say("removed")}</dt>
      <dd>{gone.length === 0 ? say("nothing") : gone.map((kind) => say(`kind.${kind}`)).join(", ")}</dd>
      <dt>{say("kept")}</dt>
      <dd>{kept.length === 0 ? say("noCredit") : [...new Set(kept)].join(" · ")}</dd>
    </dl>
  );
}

/** Only what some photo here makes possible is asked. */
function Choices({ trayKey, tray }: { trayKey: string; tray: Tray }) {
  const say = useWords(photoWords);
  const { uploads, keepShooting, keepOriginal, isDeveloping } = tray;
  const found = uploads.flatMap(({ findings }) => findings ?? []);
  const hasShooting = found.some(({ shooting }) => shooting !== null);
  const hasOriginal = found.some(({ originalKeepable }) => originalKeepable);
  if (!hasShooting && !hasOriginal) return null;
  return (
    <div className={styles.choices}>
      {hasShooting && (
        <Checkbox
          isSelected={keepShooting}
          onChange={(isOn) => choose(trayKey, { keepShooting: isOn })}
          isDisabled={isDeveloping}
        >
          {say("keepShooting")}
        </Checkbox>
      )}
      {hasOriginal && (
        <Checkbox
          isSelected={keepOriginal}
          onChange={(isOn) => choose(trayKey, { keepOriginal: isOn })}
          isDisabled={isDeveloping}
        >
          {say("keepOriginal")}
        </Checkbox>
      )}
    </div>
  );
}
