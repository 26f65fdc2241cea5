import { useEffect, useMemo, useState } from "react";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Member } from "../../../shared/members.ts";
import { codeOf } from "../../platform/errors.ts";
import { listMembers } from "../members/members.actions.ts";
import { membersStore } from "../members/members.store.ts";

export interface Directory {
  /** Null until the first page came. */
  members: Member[] | null;
  more: boolean;
  problem: ErrorCode | null;
  loadMore: () => void;
}

interface Found {
  ids: string[];
  after: string | null;
}

/** The directory, page by page, for one search; what is known of each member follows the store (a role that changes). */
export function useDirectory(search: string): Directory {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<ErrorCode | null>(null);
  const known = membersStore((state) => state.members);

  useEffect(() => {
    let isCurrent = true;
    listMembers(search === "" ? {} : { search }).then(
      ({ members, after }) => {
        if (!isCurrent) return;
        setProblem(null);
        setFound({ ids: members.map((member) => member.id), after });
      },
      (error: unknown) => isCurrent && setProblem(codeOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [search]);

  const loadMore = async (): Promise<void> => {
    if (!found?.after) return;
    try {
      const page = await listMembers({ ...(search === "" ? {} : { search }), after: found.after });
      setFound({ ids: [...found.ids, ...page.members.map((member) => member.id)], after: page.after });
    } catch (error) {
      setProblem(codeOf(error));
    }
  };
  const members = useMemo(() => found?.ids.flatMap((id) => known[id] ?? []) ?? null, [found, known]);
  return { members, more: found?.after != null, problem, loadMore: () => void loadMore() };
}
