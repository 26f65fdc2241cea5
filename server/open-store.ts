import type { Config } from "./config.ts";
import { startEmbeddedMongodb } from "./embedded-mongodb/host.ts";
import type { Log } from "./platform/log.ts";

/** The database of an address that names none, and of the embedded store. */
export const DATABASE = "elles";

export interface Store {
  uri: string;
  close(): Promise<void>;
}

/** The store that the settings name could not be opened; its message is one sentence for whoever starts the server. */
export class StoreError extends Error {}

/**
 * Opens the store that the settings name: a MongoDB, or the embedded one in the data folder.
 * @throws StoreError when the data folder cannot be used or is in use
 */
export async function openStore(config: Config, log: Log): Promise<Store> {
  if (config.mongodbUri) return { uri: config.mongodbUri, close: async () => undefined };
  try {
    return await startEmbeddedMongodb({
      dataDir: config.dataDir,
      mode: config.embeddedStore,
      log: (line) => log.info({ part: "store" }, line),
      onCrash: (error) => {
        log.fatal({ part: "store", name: error.name }, "the embedded store ended; start the server again");
        process.exit(1);
      },
    });
  } catch (error) {
    throw new StoreError(error instanceof Error ? error.message : String(error));
  }
}
