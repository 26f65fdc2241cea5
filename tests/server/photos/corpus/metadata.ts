/** What the author wrote and must find again. */
export const CREDIT = {
  creator: "Zoé Éclair",
  copyright: "© 2026 Zoé Éclair, tous droits réservés",
  credit: "Agence Canopée",
};

const LATITUDE = [45, 1, 46, 1, 1234, 100];
const LONGITUDE = [4, 1, 52, 1, 4321, 100];
const numbers = (values: number[], little: boolean) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [n, value] of values.entries())
    little ? bytes.writeUInt32LE(value, n * 4) : bytes.writeUInt32BE(value, n * 4);
  return bytes;
};

/** What nobody else may find, as it stands in the files; each is searched in every byte that comes out. */
export const SECRETS: Record<string, Buffer> = {
  "latitude, little end first": numbers(LATITUDE, true),
  "latitude, big end first": numbers(LATITUDE, false),
  "longitude, little end first": numbers(LONGITUDE, true),
  "latitude as text": Buffer.from("45,46.2056"),
  "latitude as a decimal": Buffer.from("45.7700"),
  city: Buffer.from("Villeurbanne-Canari"),
  serial: Buffer.from("SERIAL-8842-XK"),
  "maker note": Buffer.from("MAKER-CANARY"),
  thumbnail: Buffer.from("THUMB-CANARY"),
  software: Buffer.from("CanaryShop"),
  person: Buffer.from("Canary Person"),
  date: Buffer.from("2026:03:08"),
  script: Buffer.from("canary()"),
  archive: Buffer.from("PK\x03\x04canary"),
};

type Field = [tag: number, type: 1 | 2 | 3 | 4 | 5 | 7, value: Buffer | string | number];

/** EXIF as a camera writes it: with position, serial numbers, maker notes and a thumbnail. */
export function exif(options: { orientation?: number; bigEnd?: boolean; credit?: boolean } = {}): Buffer {
  const little = !options.bigEnd;
  const text = (value: string) => `${value}\0`;
  const main: Field[] = [
    [0x010f, 2, text("Canaria")],
    [0x0110, 2, text("Canaria X1")],
    [0x0112, 3, options.orientation ?? 1],
    [0x0131, 2, text("CanaryShop 9.1")],
    [0x0132, 2, text("2026:03:08 10:11:12")],
    ...(options.credit === false
      ? []
      : ([
          [0x013b, 2, text(CREDIT.creator)],
          [0x8298, 2, text(CREDIT.copyright)],
        ] as Field[])),
  ];
  const shot: Field[] = [
    [0x829a, 5, numbers([1, 125], little)],
    [0x829d, 5, numbers([28, 10], little)],
    [0x8827, 3, 400],
    [0x9003, 2, text("2026:03:08 10:11:12")],
    [0x920a, 5, numbers([50, 1], little)],
    [0x927c, 7, "MAKER-CANARY with a second SERIAL-8842-XK"],
    [0xa430, 2, text("Canary Person")],
    [0xa431, 2, text("SERIAL-8842-XK")],
    [0xa434, 2, text("Canarinon 50mm F1.8")],
    [0xa435, 2, text("SERIAL-8842-XK")],
  ];
  const place: Field[] = [
    [1, 2, text("N")],
    [2, 5, numbers(LATITUDE, little)],
    [3, 2, text("E")],
    [4, 5, numbers(LONGITUDE, little)],
    [29, 2, text("2026:03:08")],
  ];
  return tiff({ main, shot, place, thumb: Buffer.from("\xff\xd8THUMB-CANARY\xff\xd9", "latin1"), little });
}

interface Parts {
  main: Field[];
  shot: Field[];
  place: Field[];
  thumb: Buffer;
  little: boolean;
}

function tiff({ main, shot, place, thumb, little }: Parts): Buffer {
  const u16 = (value: number) =>
    little ? Buffer.from([value & 255, value >> 8]) : Buffer.from([value >> 8, value & 255]);
  const u32 = (value: number) => numbers([value], little);
  const units = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
  const directory = (fields: Field[], at: number, next: number): Buffer => {
    let free = at + 2 + fields.length * 12 + 4;
    const rest: Buffer[] = [];
    const entries = fields.map(([tag, type, value]) => {
      const data = typeof value === "number" ? (type === 3 ? u16(value) : u32(value)) : Buffer.from(value as string);
      const inline = data.length <= 4;
      const entry = Buffer.concat([
        u16(tag),
        u16(type),
        u32(data.length / units[type]),
        inline ? Buffer.concat([data, Buffer.alloc(4 - data.length)]) : u32(free),
      ]);
      if (!inline) {
        const padded = Buffer.concat([data, Buffer.alloc(data.length % 2)]);
        rest.push(padded);
        free += padded.length;
      }
      return entry;
    });
    return Buffer.concat([u16(fields.length), ...entries, u32(next), ...rest]);
  };
  const pointing = (shotAt: number, placeAt: number): Field[] => [...main, [0x8769, 4, shotAt], [0x8825, 4, placeAt]];
  const shotAt = 8 + directory(pointing(0, 0), 8, 0).length;
  const placeAt = shotAt + directory(shot, shotAt, 0).length;
  const thumbAt = placeAt + directory(place, placeAt, 0).length;
  const thumbFields = (dataAt: number): Field[] => [
    [0x0103, 3, 6],
    [0x0201, 4, dataAt],
    [0x0202, 4, thumb.length],
  ];
  const dataAt = thumbAt + directory(thumbFields(0), thumbAt, 0).length;
  return Buffer.concat([
    Buffer.from(little ? "II*\0" : "MM\0*", "latin1"),
    u32(8),
    directory(pointing(shotAt, placeAt), 8, thumbAt),
    directory(shot, shotAt, 0),
    directory(place, placeAt, 0),
    directory(thumbFields(dataAt), thumbAt, 0),
    thumb,
  ]);
}

/** IPTC as agencies write it, in Photoshop's segment. */
export function iptc(): Buffer {
  const record = (set: number, data: number, value: string | Buffer) => {
    const bytes = Buffer.from(value as string);
    const head = Buffer.from([0x1c, set, data, 0, 0]);
    head.writeUInt16BE(bytes.length, 3);
    return Buffer.concat([head, bytes]);
  };
  const records = Buffer.concat([
    record(1, 90, Buffer.from([0x1b, 0x25, 0x47])),
    record(2, 80, CREDIT.creator),
    record(2, 116, CREDIT.copyright),
    record(2, 110, CREDIT.credit),
    record(2, 90, "Villeurbanne-Canari"),
    record(2, 120, "Canary Person at home"),
  ]);
  const head = Buffer.from("Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0", "latin1");
  head.writeUInt32BE(records.length, head.length - 4);
  return Buffer.concat([head, records, Buffer.alloc(records.length % 2)]);
}

/** XMP as a darkroom program writes it. */
export function xmp(): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 exif:GPSLatitude="45,46.2056N" exif:GPSLongitude="4,52.7201E" aux:SerialNumber="SERIAL-8842-XK" photoshop:City="Villeurbanne-Canari"
 xmp:CreatorTool="CanaryShop 9.1" photoshop:Credit="${CREDIT.credit}">
<dc:creator><rdf:Seq><rdf:li>${CREDIT.creator}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${CREDIT.copyright}</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}
