import { useEffect, useState } from "react";
import { useConnection } from "../platform/connection.store.ts";
import { formatTime } from "../platform/format.ts";
import { useWords } from "../platform/i18n.ts";
import { useFormatContext } from "../platform/use-format.ts";
import { useNow } from "../platform/use-now.ts";
import { Banner } from "../ui/Banner.tsx";
import { screenWords } from "./screens.catalogue.ts";

/** A cut shorter than this, in milliseconds, is not worth a line that moves the whole page. */
const patience = 2_000;

function useLasting(is: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) return;
    const timer = setTimeout(() => setLasts(true), patience);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [is]);
  return is && lasts;
}

/** While the connection is lost: since when, and that nothing written meanwhile is. Nothing while it holds. */
export function ConnectionBanner() {
  const say = useWords(screenWords);
  const { state, since } = useConnection();
  const format = useFormatContext(useNow());
  const shown = useLasting(state === "offline" || state === "reconnecting");
  if (!shown) return null;
  const title =
    since === null ? say("connection.offlineNow") : say("connection.offline", { time: formatTime(since, format) });
  return (
    <Banner title={title} end={state === "reconnecting" ? say("connection.trying") : undefined}>
      {say("connection.kept")}
    </Banner>
  );
}
