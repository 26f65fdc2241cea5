/**
 * The reply of a query, `{ cursor: { firstBatch | nextBatch: [...], id, ns }, ok: 1 }`, made from documents that are
 * encoded already: they are copied, not decoded and encoded again.
 */
export function batchReply(reply: {
  field: "firstBatch" | "nextBatch";
  documents: readonly Uint8Array[];
  cursorId: bigint;
  namespace: string;
}): Buffer {
  const elements: Uint8Array[] = [];
  for (const [at, document] of reply.documents.entries()) {
    elements.push(elementHead(0x03, String(at)), document);
  }
  const id = Buffer.alloc(8);
  id.writeBigInt64LE(reply.cursorId);
  const namespace = Buffer.from(`${reply.namespace}\0`, "utf8");
  const namespaceLength = Buffer.alloc(4);
  namespaceLength.writeInt32LE(namespace.length);
  const cursor = documentOf([
    elementHead(0x04, reply.field),
    ...documentParts(elements),
    elementHead(0x12, "id"),
    id,
    elementHead(0x02, "ns"),
    namespaceLength,
    namespace,
  ]);
  const one = Buffer.alloc(8);
  one.writeDoubleLE(1);
  return documentOf([elementHead(0x03, "cursor"), cursor, elementHead(0x01, "ok"), one]);
}

function elementHead(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, "utf8");
}

function documentOf(elements: Uint8Array[]): Buffer {
  return Buffer.concat(documentParts(elements));
}

function documentParts(elements: Uint8Array[]): Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeInt32LE(elements.reduce((sum, element) => sum + element.length, 5));
  return [length, ...elements, Buffer.from([0])];
}
