import type { PhotoFindings, PhotoJob, ProcessedPhoto, RefusalCode } from "./processor.ts";

/** What the processor asks of its process apart: one thing at a time. */
export type Request = { kind: "inspect"; file: string } | { kind: "process"; job: PhotoJob };

/** What it answers. */
export type Reply =
  | { kind: "ready" }
  | { kind: "done"; result: PhotoFindings | ProcessedPhoto }
  | { kind: "refused"; code: RefusalCode }
  /** A fault of ours or of the disk, not of the file. */
  | { kind: "failed"; reason: string };

/** With this code the process apart ends itself when it uses more memory than it may. */
export const OUT_OF_MEMORY = 86;

/** Every name that may be written into a job's folder. */
export const OUTPUTS = ["320.webp", "1280.webp", "2560.webp", "original.jpg", "original.png", "original.webp"] as const;
