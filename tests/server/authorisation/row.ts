import type { Cell, Kind } from "./cells.ts";
import type { Outcome } from "./expected.ts";
import type { Caller } from "./people.ts";
import type { Ground } from "./scenes.ts";
import type { World } from "./world.ts";

/** What an input is made of. */
export interface Given {
  cell: Cell;
  caller: Caller;
  /** The conversation of the cell; null for a call that names none. */
  ground: Ground;
  world: World;
}

/** How one call is asked in the matrix. */
export interface Row {
  /** The kinds of conversation that its input can name; none when it names none. */
  kinds?: readonly Kind[];
  /** Further things that the answer depends on. */
  variants?: readonly string[];
  /** Whether the variant exists there. */
  applies?(cell: Cell): boolean;
  /** It ends sessions: each live caller is a person of her own. */
  ends?: true;
  /** The refresh token comes along, as from a browser. */
  refresh?: true;
  input(given: Given): object | Promise<object>;
  /** What the registry leaves to the call itself; asked only when audience and place allow it. */
  rule?(cell: Cell): Outcome;
  /** Waits for what an allowed call does after its answer. */
  after?(given: Given): Promise<void>;
}
