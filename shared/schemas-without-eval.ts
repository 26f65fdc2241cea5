import { config } from "zod/mini";

// In a page, compiled schemas would need `new Function`, which its policy forbids; even trying is reported as a breach.
// It must be said before the first schema is made, hence here and not in the client.
if ("document" in globalThis) config({ jitless: true });
