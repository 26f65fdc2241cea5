/** One copy of every limit. Sizes in bytes, times in milliseconds, unless the name says otherwise. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LIMITS = {
  frameBytes: 64 * 1024,
  jsonDepth: 6,
  jsonKeys: 64,

  messageCodePoints: 4_000,
  messageBytes: 16 * 1024,
  requestCodePoints: 1_000,
  mentions: 20,
  warning: { min: 1, max: 120 },
  pins: 50,
  bookmarks: 1_000,
  drafts: 200,
  threadsShown: 50,
  displayName: { min: 2, max: 40 },
  roomName: { min: 2, max: 60 },
  roomDescription: 200,
  sanctionText: 1_000,
  emailLength: 254,
  password: { min: 15, max: 256 },

  pageSize: 50,
  searchPage: 20,
  searchQuery: 200,
  changesPage: 200,
  changesBehindReset: 1_000,
  unreadShown: 100,
  membersPage: 200,
  auditPage: 50,

  joinedConversations: 200,
  socketsPerMember: 10,
  requestsPerDay: 5,

  accessTokenLife: 15 * MINUTE,
  accessTokenGrace: 30 * SECOND,
  sessionLife: 30 * DAY,
  refreshGrace: 10 * SECOND,
  sessionCache: 500,
  setupLinkLife: 24 * HOUR,

  ackTimeout: 8 * SECOND,
  headsBeacon: 15 * SECOND,
  typingEvery: 3 * SECOND,
  typingLife: 6 * SECOND,
  outboxAsksAfter: 24 * HOUR,
  sanctionMax: 366 * DAY,

  photoBytes: 25 * 1024 * 1024,
  photoPixels: 60_000_000,
  creditCharacters: 500,
  photosPerMessage: 10,
  /** What one request may bring of a file. */
  photoPart: 4 * 1024 * 1024,
  photoText: 500,
  /** What all photos of one member may take together, as files that others see. */
  photoQuota: 500 * 1024 * 1024,
  /** Uploads of one member that are in no message. */
  photosUnsent: 20,
  photoUnsentLife: 24 * HOUR,

  pingInterval: 20 * SECOND,
  pingTimeout: 15 * SECOND,
  connectTimeout: 10 * SECOND,

  bcryptCost: 12,
  hashesAtOnce: 4,
  hashesQueued: 50,

  /** What may wait for one connection to read it once it has read nothing for outboundStall; before, so many times as much. */
  outboundPackets: 1_024,
  outboundBytes: 4 * 1024 * 1024,
  outboundStall: 2 * SECOND,
  outboundBurst: 8,
  drainClients: 20 * SECOND,
  drainHandlers: 10 * SECOND,
} as const;

/** A rate class: `points` calls in `perMs`, counted per person (per address where there is no session). */
export interface Rate {
  points: number;
  perMs: number;
}

export const RATES = {
  read: { points: 40, perMs: 2 * SECOND },
  write: { points: 20, perMs: 2 * SECOND },
  send: { points: 10, perMs: 2 * SECOND },
  typing: { points: 2, perMs: 3 * SECOND },
  join: { points: 10, perMs: MINUTE },
  sync: { points: 80, perMs: 2 * SECOND },
  signIn: { points: 100, perMs: HOUR },
  register: { points: 20, perMs: HOUR },
  refresh: { points: 60, perMs: MINUTE },
  /** Each may look at many messages. */
  search: { points: 15, perMs: 10 * SECOND },
  /** Parts of files that come, and files that go. */
  upload: { points: 60, perMs: 10 * SECOND },
  photo: { points: 400, perMs: 10 * SECOND },
} as const satisfies Record<string, Rate>;

export type RateClass = keyof typeof RATES;

/** Sign-in attempts for one account from one address: a delay, never a lock-out. */
export const SIGN_IN_ATTEMPTS: { pair: Rate; account: Rate } = {
  pair: { points: 5, perMs: 15 * MINUTE },
  account: { points: 30, perMs: HOUR },
};
