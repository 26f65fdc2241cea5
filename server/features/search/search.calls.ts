import type { Handlers } from "../../platform/calls.ts";
import type { Search } from "./search.service.ts";

export function searchHandlers({ search }: Search): Handlers {
  return { "message:search": (input, { session }) => search(session.userId, input) };
}
