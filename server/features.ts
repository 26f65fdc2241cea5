import { accountHandlers } from "./features/accounts/accounts.calls.ts";
import { createAccounts } from "./features/accounts/accounts.service.ts";
import { SetupLinkModel } from "./features/accounts/setup-link.model.ts";
import { createAccess } from "./features/conversations/access.ts";
import { defineConversationStream } from "./features/conversations/conversation-stream.ts";
import { conversationHandlers } from "./features/conversations/conversations.calls.ts";
import { declareConversationChanges } from "./features/conversations/conversations.facts.ts";
import { ConversationModel, MembershipModel, ReadMarkModel } from "./features/conversations/conversations.model.ts";
import { type Conversations, createConversations } from "./features/conversations/conversations.service.ts";
import { createPresence, type PresenceBoard } from "./features/conversations/presence.ts";
import { createRooms, type Rooms } from "./features/conversations/rooms.service.ts";
import { createSummaries, type Summaries } from "./features/conversations/summaries.ts";
import { openThemedRooms, THEMED_ROOMS, themedRoomId } from "./features/conversations/themed-rooms.ts";
import { deskHandlers } from "./features/desk/desk.calls.ts";
import { declareDeskChanges } from "./features/desk/desk.facts.ts";
import { BookmarkModel, DraftModel, ThreadMarkModel } from "./features/desk/desk.model.ts";
import { createDesk } from "./features/desk/desk.service.ts";
import { declarePreferenceChanges } from "./features/desk/preferences.facts.ts";
import { PreferenceModel } from "./features/desk/preferences.model.ts";
import { createPreferences } from "./features/desk/preferences.service.ts";
import { declareThreadFacts } from "./features/desk/threads.facts.ts";
import { createThreads } from "./features/desk/threads.service.ts";
import { directMessageHandlers } from "./features/direct-messages/direct-messages.calls.ts";
import {
  createDirectMessages,
  type DirectMessages,
  refusedRequests,
} from "./features/direct-messages/direct-messages.service.ts";
import { RequestModel } from "./features/direct-messages/requests.model.ts";
import { createBlocks } from "./features/members/blocks.ts";
import { memberHandlers } from "./features/members/members.calls.ts";
import { declareBlockChanges } from "./features/members/members.facts.ts";
import { BlockModel, UserModel } from "./features/members/members.model.ts";
import { createMembers, type Members } from "./features/members/members.service.ts";
import { defineUserStream } from "./features/members/user-stream.ts";
import { messageHandlers } from "./features/messages/messages.calls.ts";
import { declareMessageChanges } from "./features/messages/messages.facts.ts";
import { MessageModel } from "./features/messages/messages.model.ts";
import { createMessages, type Messages } from "./features/messages/messages.service.ts";
import { defineCommunityStream } from "./features/moderation/community-stream.ts";
import { moderationHandlers } from "./features/moderation/moderation.calls.ts";
import { createModeration, type Moderation } from "./features/moderation/moderation.service.ts";
import { SanctionModel } from "./features/moderation/sanctions.model.ts";
import { createAlbums } from "./features/photos/albums.ts";
import { photoHandlers } from "./features/photos/photos.calls.ts";
import { PhotoModel } from "./features/photos/photos.model.ts";
import { createPhotos, type Photos } from "./features/photos/photos.service.ts";
import { createPhotoProcessor } from "./features/photos/processing/pool.ts";
import { createSweeper, declarePhotoFollowUps, type Sweeper } from "./features/photos/sweeper.ts";
import { createUploads } from "./features/photos/uploads.ts";
import { searchHandlers } from "./features/search/search.calls.ts";
import { SearchEntryModel, SearchStateModel } from "./features/search/search.model.ts";
import { createSearch } from "./features/search/search.service.ts";
import { createSearchIndex } from "./features/search/search-index.ts";
import type { Handlers } from "./platform/calls.ts";
import { ChangeModel, HeadModel } from "./platform/change-log.model.ts";
import type { ChangeLog } from "./platform/change-log.ts";
import type { Clock } from "./platform/clock.ts";
import type { Live } from "./platform/live.ts";
import type { Log } from "./platform/log.ts";
import { SessionModel } from "./platform/sessions/sessions.model.ts";
import { createSessions, type Sessions } from "./platform/sessions/sessions.ts";
import type { Storage } from "./platform/storage/storage.ts";
import { derivedClientId } from "./platform/streams.ts";

/** Every collection; their indexes are made at start. */
export const models = [
  ChangeModel,
  HeadModel,
  UserModel,
  BlockModel,
  SessionModel,
  SetupLinkModel,
  ConversationModel,
  MembershipModel,
  ReadMarkModel,
  MessageModel,
  SanctionModel,
  RequestModel,
  BookmarkModel,
  DraftModel,
  ThreadMarkModel,
  PhotoModel,
  SearchEntryModel,
  SearchStateModel,
  PreferenceModel,
] as const;

interface FeatureOptions {
  storage: Storage;
  /** Where files lie until they are whole. */
  uploadsFolder: string;
  config: { sessionSecret: string; moderationContact: string; openRegistration: boolean; rateScale: number };
  clock: Clock;
  log: Log;
  changeLog: ChangeLog;
  live: Live;
  bcryptCost?: number;
}

export interface Features {
  handlers: Handlers[];
  sessions: Sessions;
  members: Members;
  conversations: Conversations;
  summaries: Summaries;
  rooms: Rooms;
  messages: Messages;
  directMessages: DirectMessages;
  moderation: Moderation;
  presence: PresenceBoard;
  photos: Photos;
  sweeper: Sweeper;
  /** @returns the token of a one-time link while there is no administrator, else null */
  createSetupLink(): Promise<string | null>;
  drain(): Promise<void>;
  /** Ends the processes apart. */
  close(): Promise<void>;
}

/** The list of features and what each is handed of the others. No rule lives here. */
export async function assembleFeatures(options: FeatureOptions): Promise<Features> {
  const { config, clock, log, changeLog, live, storage, uploadsFolder, bcryptCost } = options;
  const secret = config.sessionSecret;
  const members = createMembers({ clock });
  const blocks = createBlocks({ log: changeLog });
  const access = createAccess({ log: changeLog, clock, muteOf: (userId) => moderation.muteOf(userId) });
  const userTypes = defineUserStream({ log: changeLog, live });
  const conversationTypes = defineConversationStream({ log: changeLog, live, access });
  const communityTypes = defineCommunityStream({ log: changeLog, live, clock, staff: members.staff });
  declareBlockChanges({ types: userTypes, blocks });
  declareConversationChanges({ types: conversationTypes, live, access, members });

  const messages = createMessages({
    log: changeLog,
    access,
    members,
    blockersAmong: (authorId, memberIds) => [...memberIds].filter((id) => blocks.blocks(id, authorId)),
    albums: createAlbums(),
  });
  const summaries = createSummaries({
    log: changeLog,
    access,
    members,
    blocks,
    unreadPlaces: messages.unreadPlaces,
    refusedRequests,
    standingOf: (userId) => moderation.standingOf(userId),
  });
  const sessions = createSessions({
    clock,
    secret,
    live,
    loadPerson: async (userId) => {
      const [person, ban] = await Promise.all([members.person(userId), moderation.banOf(userId)]);
      return person && { ...person, ban };
    },
  });
  const moderation: Moderation = createModeration({
    log: changeLog,
    live,
    clock,
    access,
    members,
    sessions,
    communityTypes,
    conversationTypes,
    userTypes,
    placesOf: (userId) => summaries.placesOf(userId, "any"),
    contact: config.moderationContact,
  });
  const rooms = createRooms({ log: changeLog, access, clock, standingSanctions: moderation.standingSanctions });
  const conversations = createConversations({
    log: changeLog,
    live,
    access,
    members,
    blocks,
    conversationTypes,
    userTypes,
    communityTypes,
    roomsOf: summaries.roomsOf,
    mayFollow: summaries.mayFollow,
  });
  const searchIndex = createSearchIndex();
  declareMessageChanges({
    types: conversationTypes,
    log: changeLog,
    members,
    touch: conversations.touch,
    noteDeletion: conversations.noteDeletion,
    found: searchIndex.put,
  });
  const directMessages = createDirectMessages({
    log: changeLog,
    logger: log,
    live,
    clock,
    access,
    members,
    blocks,
    messages,
    moderation,
    requestCard: summaries.requestCard,
    conversationTypes,
    userTypes,
  });
  const accounts = createAccounts({
    clock,
    log,
    members,
    sessions,
    secret,
    openRegistration: config.openRegistration,
    rateScale: config.rateScale,
    bcryptCost,
    contact: config.moderationContact,
    banOf: moderation.banOf,
    sanctionsOf: moderation.sanctionsOf,
    appointAdministrator: moderation.appointAdministrator,
    onRegistered: async (userId) => {
      for (const { slug, welcome } of THEMED_ROOMS) {
        if (!welcome) continue;
        const clientId = derivedClientId("welcome", slug, userId);
        await rooms.join({ actorId: userId, conversationId: themedRoomId(slug), clientId });
      }
    },
  });
  declareDeskChanges({ types: userTypes, log: changeLog });
  const desk = createDesk({ log: changeLog, access, show: messages.show });
  declareThreadFacts({ live, conversationTypes, peopleOf: messages.peopleOf });
  const threads = createThreads({ ...messages, settled: changeLog.settled });
  const search = createSearch({
    log: changeLog,
    access,
    placesOf: summaries.placesOf,
    blockedBy: blocks.blockedBy,
    seen: messages.seen,
    getMembers: members.getMembers,
  });
  const uploads = createUploads(uploadsFolder);
  const processor = createPhotoProcessor();
  const sweeper = createSweeper({ clock, storage, uploads, standing: messages.standing });
  declarePhotoFollowUps(conversationTypes, sweeper);
  const photos = createPhotos({
    clock,
    storage,
    uploads,
    processor,
    remove: sweeper.remove,
    albumOf: async (viewerId, at) => (await messages.show(viewerId, at)).message.photos ?? [],
  });
  declarePreferenceChanges(userTypes);
  const preferences = createPreferences({ log: changeLog, access });
  const presence = createPresence({ log: changeLog, live, blocks });

  await searchIndex.recover(messages.everyStanding);
  await changeLog.recover();
  await blocks.load();
  await moderation.recover();
  await openThemedRooms(changeLog);

  return {
    handlers: [
      accountHandlers({ accounts, sessions, clock }),
      memberHandlers({
        members,
        blocks,
        roomsInCommon: summaries.roomsInCommon,
        directConversation: directMessages.conversationOf,
      }),
      conversationHandlers({ conversations, rooms, summaries }),
      messageHandlers(messages),
      directMessageHandlers(directMessages),
      moderationHandlers(moderation),
      deskHandlers({ desk, threads, preferences }),
      photoHandlers(photos),
      searchHandlers(search),
    ],
    sessions,
    members,
    conversations,
    summaries,
    rooms,
    messages,
    directMessages,
    moderation,
    presence,
    photos,
    sweeper,
    createSetupLink: accounts.createSetupLink,
    drain: accounts.drain,
    close: processor.close.bind(processor),
  };
}
