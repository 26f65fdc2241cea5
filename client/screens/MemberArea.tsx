// The frame of a member's screens: rooms at the left, the place in the centre, the side panel of a conversation. Here
// features meet: each screen receives what others lend it (the dialog of sanctions, the notice of a mute) as slots.
import { lazy, Suspense, useEffect, useState } from "react";
import { Redirect, Route, Switch, useRoute, useSearch } from "wouter";
import type { Me } from "../../shared/accounts.ts";
import { usePermissions } from "../features/moderation/moderation.store.ts";
import { ErrorBoundary } from "../platform/error-boundary.tsx";
import { useWords } from "../platform/i18n.ts";
import { preloadParts } from "../platform/parts.ts";
import { paths } from "../platform/paths.ts";
import { AppShell, type Pane } from "../ui/AppShell.tsx";
import { SkeletonGroup } from "../ui/Skeleton.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { ConversationScreen } from "./ConversationScreen.tsx";
import { HomeScreen } from "./HomeScreen.tsx";
import { rememberConversation } from "./last-conversation.ts";
import { MainTabs } from "./MainTabs.tsx";
import { PaneFoot } from "./PaneFoot.tsx";
import { PaneHead } from "./PaneHead.tsx";
import { RoomsPane } from "./RoomsPane.tsx";
import { screenWords } from "./screens.catalogue.ts";
import type { FrameProps, SanctionTarget, Side } from "./side.ts";
import { useDocumentTitle } from "./use-document-title.ts";
import { useMutedNotice } from "./use-muted-notice.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

const SanctionDialog = lazy(() => import("../features/moderation/SanctionDialog.tsx"));
const KeyboardHelp = lazy(() => import("./KeyboardHelp.tsx"));
const SidePane = lazy(() => import("./SidePane.tsx").then((module) => ({ default: module.SidePane })));
const MessagesScreen = lazy(() =>
  import("./MessagesScreen.tsx").then((module) => ({ default: module.MessagesScreen })),
);
const SettingsScreen = lazy(() => import("./SettingsScreen.tsx"));
const DeskScreen = lazy(() => import("./DeskScreen.tsx"));
const SearchScreen = lazy(() => import("./SearchScreen.tsx"));
const ModerationScreen = lazy(() => import("./ModerationScreen.tsx"));

interface ConversationRouteProps extends FrameProps {
  conversationId: string;
  seq: number | null;
}

function ConversationRoute({ conversationId, seq, ...frame }: ConversationRouteProps) {
  const mutedNotice = useMutedNotice(conversationId);
  return (
    <ConversationScreen
      key={conversationId}
      {...frame}
      conversationId={conversationId}
      seq={seq}
      mutedNotice={mutedNotice}
    />
  );
}

/** @returns the place of a message as an address names it */
function placeIn(seq: string | undefined): number | null {
  return seq !== undefined && /^[1-9]\d{0,9}$/.test(seq) ? Number(seq) : null;
}

export default function MemberArea({ me }: { me: Me }) {
  const say = useWords(screenWords);
  const [, params] = useRoute("/c/:conversationId/:seq?");
  const conversationId = params?.conversationId ?? null;
  const [isHome] = useRoute(paths.home);
  const [side, setSide] = useState<Side>(null);
  const [target, setTarget] = useState<SanctionTarget | null>(null);
  const { moderate } = usePermissions(conversationId);
  useDocumentTitle(conversationId);
  const help = useShortcuts(conversationId);
  const search = useSearch();
  useEffect(() => {
    const messageId = new URLSearchParams(search).get("fil");
    if (messageId) setSide({ view: "thread", messageId });
  }, [search]);
  useEffect(() => {
    if (conversationId) rememberConversation(conversationId);
    // A conversation asks for them once its messages are shown.
    else preloadParts();
  }, [conversationId]);

  const frame: FrameProps = { side, onSide: setSide, onSanction: moderate ? setTarget : undefined };
  const pane: Pane = isHome ? "rooms" : conversationId && side ? "side" : "centre";
  return (
    <>
      <AppShell
        rooms={
          <RoomsPane currentId={conversationId} head={<PaneHead />} foot={<PaneFoot me={me} onHelp={help.open} />} />
        }
        centre={
          <ErrorBoundary resetKey={conversationId ?? "place"}>
            <Suspense fallback={<SkeletonGroup>{null}</SkeletonGroup>}>
              <Switch>
                <Route path={paths.home}>
                  <HomeScreen />
                </Route>
                <Route path="/c/:conversationId/:seq?">
                  {({ conversationId: id, seq }) => (
                    <ConversationRoute {...frame} conversationId={id} seq={placeIn(seq)} />
                  )}
                </Route>
                <Route path={paths.messages}>
                  <MessagesScreen />
                </Route>
                <Route path={paths.threads}>
                  <DeskScreen of="threads" />
                </Route>
                <Route path={paths.bookmarks}>
                  <DeskScreen of="bookmarks" />
                </Route>
                <Route path={paths.search}>
                  <SearchScreen />
                </Route>
                <Route path={paths.settings}>
                  <SettingsScreen onHelp={help.open} />
                </Route>
                <Route path={paths.moderation}>
                  <ModerationScreen />
                </Route>
                <Route>
                  <Redirect to={paths.home} replace />
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        }
        side={
          conversationId && side ? (
            <Suspense>
              <SidePane {...frame} conversationId={conversationId} side={side} />
            </Suspense>
          ) : undefined
        }
        sideLabel={say("side")}
        tabs={<MainTabs />}
        pane={pane}
        onCloseSide={() => setSide(null)}
        banner={<ConnectionBanner />}
      />
      <Suspense>
        {target && <SanctionDialog target={target} conversationId={conversationId} onClose={() => setTarget(null)} />}
        {help.isOpen && <KeyboardHelp onClose={help.close} />}
      </Suspense>
    </>
  );
}
