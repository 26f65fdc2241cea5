import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Express, Request, Response } from "express";
import { publicId } from "../../shared/ids.ts";
import { LIMITS, type RateClass } from "../../shared/limits.ts";
import { PHOTO_FILES, type PhotoFile } from "../../shared/photos.ts";
import type { Session } from "./calls.ts";
import { CallError } from "./errors.ts";
import type { Log } from "./log.ts";

/** What files are to whoever keeps them; every request is asked anew. */
export interface FileRoutes {
  /** Takes a part of a file, of so many bytes as `length` says. @returns how many bytes are there. @throws CallError */
  receive(at: { ownerId: string; photoId: string; offset: number; length: number }, part: Readable): Promise<number>;
  /** @throws CallError NOT_FOUND alike for what is not there and what the viewer may not see */
  open(viewerId: string, photoId: string, file: PhotoFile): Promise<{ bytes: number; type: string; stream: Readable }>;
  /** @throws CallError RATE */
  count(rate: RateClass, userId: string): Promise<void>;
  log: Log;
}

interface Door {
  files: FileRoutes;
  /** @throws CallError UNAUTHENTICATED, BANNED */
  sessionOf(request: Request): Promise<Session>;
  isOwnPage(request: Request): boolean;
  refuse(request: Request, response: Response, error: CallError): void;
}

/** Members' files: parts that come by PUT, files that go by GET. */
export function serveFiles(app: Express, { files, sessionOf, isOwnPage, refuse }: Door): void {
  const answering =
    (answer: (request: Request, response: Response) => Promise<void>) =>
    async (request: Request, response: Response) => {
      try {
        await answer(request, response);
      } catch (error) {
        // Whoever went away hears nothing; what came of a part is kept.
        if (response.headersSent || request.destroyed || request.aborted) response.destroy();
        else if (error instanceof CallError) refuse(request, response, error);
        else {
          files.log.error({ name: (error as Error)?.name, stack: (error as Error)?.stack }, "a file failed");
          refuse(request, response, new CallError("INTERNAL"));
        }
      }
    };

  app.put(
    "/api/photos/:id",
    answering(async (request, response) => {
      if (!isOwnPage(request)) throw new CallError("ORIGIN");
      const { userId } = await sessionOf(request);
      await files.count("upload", userId);
      const offset = Number(request.query.offset);
      const length = Number(request.headers["content-length"]);
      const isPart = request.is("application/octet-stream") && Number.isSafeInteger(offset) && offset >= 0;
      if (!isPart || !(length > 0)) throw new CallError("INVALID");
      if (length > LIMITS.photoPart) throw new CallError("TOO_LARGE");
      const photoId = idOf(request);
      const received = await files.receive({ ownerId: userId, photoId, offset, length }, request);
      response.json({ ok: true, data: { received } });
    }),
  );

  app.get(
    "/api/photos/:id/:file",
    answering(async (request, response) => {
      const { userId } = await sessionOf(request);
      await files.count("photo", userId);
      const file = PHOTO_FILES.find((one) => one === request.params.file);
      if (!file) throw new CallError("NOT_FOUND");
      const photoId = idOf(request);
      const { bytes, type, stream } = await files.open(userId, photoId, file);
      // Kept by her browser alone, and asked for again each time: what she may not see any more is gone there too.
      const tag = `"${photoId}-${file}"`;
      response.set({
        "cache-control": "private, no-cache",
        vary: "cookie, authorization",
        etag: tag,
        "content-security-policy": "default-src 'none'; sandbox",
      });
      if (request.headers["if-none-match"] === tag) {
        stream.destroy();
        response.status(304).end();
        return;
      }
      const ending = type.replace("image/", "").replace("jpeg", "jpg");
      const shown = file === "original" ? "attachment" : "inline";
      response.set({
        "content-type": type,
        "content-length": String(bytes),
        "content-disposition": `${shown}; filename="photo.${ending}"`,
      });
      await pipeline(stream, response);
    }),
  );
}

/** @throws CallError NOT_FOUND */
function idOf(request: Request): string {
  const parsed = publicId.safeParse(request.params.id);
  if (!parsed.success) throw new CallError("NOT_FOUND");
  return parsed.data;
}
