import mongoose from "mongoose";
import type { PhotoFile } from "../../../shared/photos.ts";
import type { PhotoFindings, ProcessedPhoto } from "./processing/processor.ts";

/** What was made of an upload, and how much room it takes. */
export type Developed = Pick<ProcessedPhoto, "width" | "height" | "thumbHash" | "credit" | "shooting"> & {
  files: DevelopedFile[];
};

export interface DevelopedFile {
  file: PhotoFile;
  width: number;
  height: number;
  bytes: number;
  type: string;
}

/** One action's hold on a photo: the message that it posts. */
export interface Claim {
  clientId: string;
  conversationId: string;
  messageId: string;
}

interface PhotoDocument {
  _id: string;
  ownerId: string;
  /** Made once for the action that opened it. */
  clientId: string;
  /** Of the file as it comes. */
  bytes: number;
  at: Date;
  /** Missing until the whole file was looked at. */
  findings?: PhotoFindings;
  /** Missing until it was developed; the file as it came is gone then. */
  developed?: Developed;
  /** Bytes of everything that is kept of it. */
  kept: number;
  /** Missing while it is in no message. */
  claim?: Claim;
}

const photoSchema = new mongoose.Schema<PhotoDocument>(
  {
    _id: { type: String, required: true },
    ownerId: { type: String, required: true },
    clientId: { type: String, required: true },
    bytes: { type: Number, required: true },
    at: { type: Date, required: true },
    findings: mongoose.Schema.Types.Mixed,
    developed: mongoose.Schema.Types.Mixed,
    kept: { type: Number, default: 0 },
    claim: { type: { _id: false, clientId: String, conversationId: String, messageId: String } },
  },
  { collection: "photos", versionKey: false, strict: "throw", autoIndex: false },
);
photoSchema.index({ ownerId: 1, clientId: 1 }, { unique: true });
photoSchema.index({ "claim.messageId": 1 }, { partialFilterExpression: { claim: { $exists: true } } });
photoSchema.index({ at: 1 });

export const PhotoModel = mongoose.model("Photo", photoSchema);
export type StoredPhoto = PhotoDocument;
