import type { Database } from "../support.ts";

export type Doc = Record<string, unknown>;
export type Rows = ReturnType<Database["collection"]>;

/** A case: what is asked of the engine, and what MongoDB answers. A refusal is told as `{ code }`. */
export interface Case {
  name: string;
  gives: unknown;
  run(rows: Rows, database: Database): Promise<unknown>;
}

/** A numbered group of the conformance table. */
export interface Group {
  number: number;
  title: string;
  cases: Case[];
}

interface FindOptions {
  sort?: Doc;
  projection?: Doc;
  skip?: number;
  limit?: number;
  index?: Doc;
}

/** Documents are named by `_id`: what is found is told in order of `_id`, or of the sort that is asked for. */
export function finds(name: string, docs: Doc[], filter: Doc, gives: unknown, options: FindOptions = {}): Case {
  return {
    name,
    gives,
    run: async (rows) => {
      await rows.insertMany(docs as never[]);
      const { index, ...others } = options;
      if (index) await rows.createIndex(index as never);
      const found = await rows.find(filter, { sort: { _id: 1 }, promoteLongs: true, ...others } as never).toArray();
      return options.projection ? found : found.map(({ _id }) => _id);
    },
  };
}

interface UpdateOptions {
  filter?: Doc;
  arrayFilters?: Doc[];
  upsert?: boolean;
}

/** The one document, or what became of it. */
export function updates(name: string, doc: Doc, update: Doc, gives: unknown, options: UpdateOptions = {}): Case {
  return {
    name,
    gives,
    run: async (rows) => {
      await rows.insertOne({ _id: 1, ...doc } as never);
      const { filter = {}, ...others } = options;
      await rows.updateOne({ _id: 1, ...filter } as never, update as never, others as never);
      const { _id, ...after } = (await rows.findOne({ _id: 1 } as never)) as Doc;
      return after;
    },
  };
}

/** What a pipeline makes of documents. */
export function aggregates(name: string, docs: Doc[], pipeline: Doc[], gives: unknown): Case {
  return {
    name,
    gives,
    run: async (rows) => {
      if (docs.length > 0) await rows.insertMany(docs as never[]);
      return rows.aggregate(pipeline as never).toArray();
    },
  };
}

/** Whatever else. */
export function asks(name: string, gives: unknown, run: Case["run"]): Case {
  return { name, gives, run };
}

/** @returns a case for each row of a table */
export function each<Row>(rows: readonly Row[], makes: (row: Row) => Case): Case[] {
  return rows.map(makes);
}
