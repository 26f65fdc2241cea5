/**
 * Every operator this store has, in one place: the compilers accept these and no others, and the README's tables and
 * the tests of refusals are made from these lists.
 */
export const QUERY_LOGICAL_OPERATORS = ["$and", "$or", "$nor", "$expr", "$comment"] as const;

export const QUERY_FIELD_OPERATORS = [
  "$eq",
  "$ne",
  "$gt",
  "$gte",
  "$lt",
  "$lte",
  "$in",
  "$nin",
  "$not",
  "$exists",
  "$type",
  "$size",
  "$all",
  "$elemMatch",
  "$regex",
  "$options",
] as const;

/** Known to MongoDB and refused here with 115; anything else is an unknown operator, 2. */
export const QUERY_REFUSED_OPERATORS = [
  "$where",
  "$text",
  "$jsonSchema",
  "$alwaysTrue",
  "$alwaysFalse",
  "$sampleRate",
  "$near",
  "$nearSphere",
  "$geoWithin",
  "$geoIntersects",
  "$within",
  "$bitsAllSet",
  "$bitsAllClear",
  "$bitsAnySet",
  "$bitsAnyClear",
  "$mod",
] as const;

export const PROJECTION_OPERATORS = ["$slice", "$elemMatch"] as const;

export const PROJECTION_REFUSED_OPERATORS = ["$meta"] as const;

export const UPDATE_OPERATORS = [
  "$set",
  "$setOnInsert",
  "$unset",
  "$inc",
  "$mul",
  "$min",
  "$max",
  "$rename",
  "$currentDate",
  "$push",
  "$addToSet",
  "$pull",
  "$pullAll",
  "$pop",
] as const;

/** Known to MongoDB and refused here with 115; anything else is an unknown modifier, 9. */
export const UPDATE_REFUSED_OPERATORS = ["$bit"] as const;

export const PUSH_MODIFIERS = ["$each", "$position", "$slice", "$sort"] as const;

export const PIPELINE_STAGES = [
  "$match",
  "$project",
  "$addFields",
  "$set",
  "$unset",
  "$group",
  "$sort",
  "$limit",
  "$skip",
  "$count",
  "$unwind",
  "$lookup",
  "$replaceRoot",
  "$replaceWith",
] as const;

/** Known to MongoDB and refused here with 115; anything else is an unknown stage, 40324. */
export const PIPELINE_REFUSED_STAGES = [
  "$bucket",
  "$bucketAuto",
  "$changeStream",
  "$changeStreamSplitLargeEvent",
  "$collStats",
  "$currentOp",
  "$densify",
  "$documents",
  "$facet",
  "$fill",
  "$geoNear",
  "$graphLookup",
  "$indexStats",
  "$listLocalSessions",
  "$listSessions",
  "$merge",
  "$out",
  "$planCacheStats",
  "$redact",
  "$sample",
  "$search",
  "$searchMeta",
  "$setWindowFields",
  "$sortByCount",
  "$unionWith",
  "$vectorSearch",
] as const;

export const ACCUMULATORS = [
  "$sum",
  "$avg",
  "$min",
  "$max",
  "$first",
  "$last",
  "$push",
  "$addToSet",
  "$count",
] as const;

/** Known to MongoDB and refused here with 115; anything else is an unknown group operator, 15952. */
export const REFUSED_ACCUMULATORS = [
  "$accumulator",
  "$bottom",
  "$bottomN",
  "$firstN",
  "$lastN",
  "$maxN",
  "$median",
  "$mergeObjects",
  "$minN",
  "$percentile",
  "$stdDevPop",
  "$stdDevSamp",
  "$top",
  "$topN",
] as const;

/** Anything else in the place of an expression is answered with 168, as MongoDB answers what it does not know. */
export const EXPRESSIONS = [
  "$literal",
  "$eq",
  "$ne",
  "$gt",
  "$gte",
  "$lt",
  "$lte",
  "$and",
  "$or",
  "$not",
  "$cond",
  "$ifNull",
  "$add",
  "$subtract",
  "$size",
  "$in",
] as const;

/** True if a name is in one of the lists above. */
export function isListed<Name extends string>(list: readonly Name[], name: string): name is Name {
  return (list as readonly string[]).includes(name);
}
