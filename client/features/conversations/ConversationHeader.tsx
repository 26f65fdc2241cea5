import { Ellipsis, LogOut, MailCheck, Users } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { DirectSummary, RoomSummary } from "../../../shared/conversations.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import { TalkHead } from "../../ui/TalkHead.tsx";
import { showToast } from "../../ui/toasts.ts";
import { leaveRoom, markRead } from "./conversations.actions.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import { useConversation } from "./conversations.store.ts";
import { HereButton, Presence } from "./Here.tsx";

export interface ConversationHeaderProps {
  conversationId: string;
  /** Whether the side panel shows the members, or her card. */
  isSideOpen: boolean;
  /** Opens the side panel: the members of a room, the other person of a private conversation. */
  onSide: () => void;
  /** More lines of the menu: what other features offer here. */
  entries?: readonly MenuEntry[] | undefined;
}

/** The head of a conversation that I am in. */
export function ConversationHeader(props: ConversationHeaderProps) {
  const summary = useConversation(props.conversationId);
  switch (summary?.kind) {
    case "room":
      return <RoomHeader {...props} summary={summary} />;
    case "direct":
      return <DirectHeader {...props} summary={summary} />;
    case undefined:
      return null;
  }
}

interface MoreProps {
  name: string;
  entries: readonly MenuEntry[];
}

function More({ name, entries }: MoreProps) {
  const say = useWords(conversationWords);
  return (
    <Menu
      label={say("menu", { name })}
      trigger={<IconButton icon={Ellipsis} label={say("more")} withoutTooltip />}
      entries={entries}
    />
  );
}

function RoomHeader({ summary, isSideOpen, onSide, entries = [] }: ConversationHeaderProps & { summary: RoomSummary }) {
  const { room } = summary;
  const say = useWords(conversationWords);
  const [isLeaving, setLeaving] = useState(false);
  const markAll = (): void => {
    markRead(room.id, summary.seq);
    showToast({ tone: "ok", title: say("marked") });
  };
  return (
    <>
      <TalkHead
        back={{ href: paths.home, label: say("back") }}
        from={say(`theme.${room.theme}`)}
        title={room.name}
        topic={room.description}
        beside={<HereButton conversationId={room.id} isOpen={isSideOpen} onPress={onSide} />}
        tools={
          <More
            name={room.name}
            entries={[
              { id: "members", label: say("members"), icon: Users, onAction: onSide },
              { id: "read", label: say("markRead"), icon: MailCheck, onAction: markAll },
              ...entries,
              { id: "rule", rule: true },
              { id: "leave", label: say("leave"), icon: LogOut, onAction: () => setLeaving(true) },
            ]}
          />
        }
      />
      <LeaveRoom room={room} isOpen={isLeaving} onOpenChange={setLeaving} />
    </>
  );
}

interface LeaveRoomProps {
  room: { id: string; name: string };
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

function LeaveRoom({ room, isOpen, onOpenChange }: LeaveRoomProps) {
  const say = useWords(conversationWords);
  const [, navigate] = useLocation();
  const leave = useAction(leaveRoom);
  const onConfirm = async (): Promise<void> => {
    if (!(await leave.run(room.id))) return;
    onOpenChange(false);
    showToast({ title: say("left", { name: room.name }) });
    navigate(paths.home);
  };
  return (
    <Confirm
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={say("leaveTitle", { name: room.name })}
      verb={say("leave")}
      pendingVerb={say("leaving")}
      isPending={leave.isPending}
      tone="main"
      onConfirm={() => void onConfirm()}
    >
      <p>{say("leaveText")}</p>
      <Problem code={leave.problem} />
    </Confirm>
  );
}

function DirectHeader({ summary, onSide, entries = [] }: ConversationHeaderProps & { summary: DirectSummary }) {
  const say = useWords(conversationWords);
  const other = summary.with;
  return (
    <TalkHead
      back={{ href: paths.messages, label: say("backToMessages") }}
      from={say("direct")}
      title={other.displayName}
      beside={<Presence summary={summary} onPress={onSide} />}
      tools={
        <More
          name={other.displayName}
          entries={[{ id: "card", label: say("card"), icon: Users, onAction: onSide }, ...entries]}
        />
      }
    />
  );
}
