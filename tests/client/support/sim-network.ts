import { CallRejected, noAnswer } from "../../../client/platform/errors.ts";
import { userStream } from "../../../shared/ids.ts";
import { ME, memberOf, type SimServer } from "./sim-server.ts";

interface Request {
  name: string;
  input: { conversationId?: string; stream?: string; after?: number; before?: number; around?: number };
  /** Heads when the server began to answer; null: it has not begun. */
  begun: Record<string, number> | null;
  answer: (() => unknown) | null;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Calls on their way, moved on one step at a time in any order. A call is begun at the server (revisions are read),
 * answered (contents are read, maybe later ones), and delivered, or lost.
 */
export class SimNetwork {
  private readonly server: SimServer;
  private requests: Request[] = [];

  constructor(server: SimServer) {
    this.server = server;
  }

  get busy(): boolean {
    return this.requests.length > 0;
  }

  call(name: string, input: Request["input"]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.requests.push({ name, input, begun: null, answer: null, resolve, reject });
    });
  }

  /** Moves one call a step further. */
  step(pick: number): void {
    const request = this.requests[pick % this.requests.length];
    if (!request) return;
    if (request.begun === null) request.begun = this.server.heads();
    else if (request.answer === null) request.answer = this.answerTo(request, request.begun);
    else this.finish(request, request.answer);
  }

  /** Loses one call, whatever has become of it. */
  lose(pick: number): void {
    const request = this.requests[pick % this.requests.length];
    if (request) this.finish(request, null);
  }

  private finish(request: Request, answer: (() => unknown) | null): void {
    this.requests = this.requests.filter((other) => other !== request);
    try {
      if (answer) request.resolve(answer());
      else request.reject(noAnswer());
    } catch (error) {
      request.reject(error as Error);
    }
  }

  /** Reads the contents now; what comes out is delivered later. */
  private answerTo(request: Request, begun: Record<string, number>): () => unknown {
    try {
      const value = structuredClone(this.contents(request, begun));
      return () => value;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }

  private contents({ name, input }: Request, begun: Record<string, number>): unknown {
    const { server } = this;
    const id = input.conversationId ?? input.stream ?? "";
    const rev = begun[id];
    const named = input.conversationId !== undefined || input.stream !== undefined;
    if (named && (rev === undefined || !(id in server.heads()))) {
      throw new CallRejected({ code: "NOT_FOUND", message: "" });
    }
    switch (name) {
      case "conversation:list":
        return {
          conversations: Object.entries(begun).flatMap(([stream, head]) =>
            stream === userStream(ME) || !server.follows(stream) ? [] : [server.summary(stream, head)],
          ),
          requests: [...server.requests.values()],
          // Read after all else: heads may be newer than the summaries beside them.
          heads: server.heads(),
        };
      case "conversation:show":
        return { conversation: server.summary(id, rev ?? 0) };
      case "conversation:members":
        return {
          members: [...server.conversation(id).roles].map(([userId, roomRole]) => ({ ...memberOf(userId), roomRole })),
          here: [],
        };
      case "conversation:changes":
        return server.changes(id, input.after ?? 0, rev ?? 0);
      case "message:list":
        return { ...server.page(id, input), rev };
      case "account:show":
        return server.me();
      case "member:blocked-list":
        return { members: [...server.blocked].map(memberOf) };
      case "desk:show":
        return { bookmarks: [...server.bookmarks], drafts: [], preferences: [...server.preferences.values()] };
      case "thread:list":
        return { threads: [], members: [] };
      case "room:list":
        return { rooms: [] };
      default:
        throw new Error(`no such call here: ${name}`);
    }
  }
}
