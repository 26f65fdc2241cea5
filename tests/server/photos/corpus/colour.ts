type Triple = [number, number, number];

/** Twenty-four colours that sRGB holds: skins, skies, leaves, primaries, greys. */
export const PATCHES: Triple[] = [
  [115, 82, 68],
  [194, 150, 130],
  [98, 122, 157],
  [87, 108, 67],
  [133, 128, 177],
  [103, 189, 170],
  [214, 126, 44],
  [80, 91, 166],
  [193, 90, 99],
  [94, 60, 108],
  [157, 188, 64],
  [224, 163, 46],
  [56, 61, 150],
  [70, 148, 73],
  [175, 54, 60],
  [231, 199, 31],
  [187, 86, 149],
  [20, 133, 161],
  [243, 243, 242],
  [200, 200, 200],
  [160, 160, 160],
  [122, 122, 121],
  [85, 85, 85],
  [52, 52, 52],
];

export interface Space {
  /** Columns of red, green, blue in XYZ, adapted to D50. */
  red: Triple;
  green: Triple;
  blue: Triple;
  /** From light to the coded value, both 0 to 1. */
  encode(light: number): number;
  decode(coded: number): number;
}

const srgbCurve = {
  encode: (light: number) => (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055),
  decode: (coded: number) => (coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4),
};
const gamma = (power: number) => ({
  encode: (light: number) => light ** (1 / power),
  decode: (coded: number) => coded ** power,
});

export const spaces = {
  sRGB: {
    red: [0.43607, 0.22249, 0.01392],
    green: [0.38515, 0.71687, 0.09708],
    blue: [0.14307, 0.06061, 0.7141],
    ...srgbCurve,
  },
  "Display P3": {
    red: [0.51512, 0.2412, -0.00105],
    green: [0.29198, 0.69225, 0.04189],
    blue: [0.1571, 0.06657, 0.78407],
    ...srgbCurve,
  },
  "Adobe RGB": {
    red: [0.60974, 0.31111, 0.01947],
    green: [0.20528, 0.62567, 0.06087],
    blue: [0.14919, 0.06322, 0.74457],
    ...gamma(2.19921875),
  },
  ProPhoto: {
    red: [0.79767, 0.28804, 0],
    green: [0.13519, 0.71188, 0],
    blue: [0.03134, 0.00009, 0.82491],
    ...gamma(1.8),
  },
} satisfies Record<string, Space>;

const columns = ({ red, green, blue }: Space): Triple[] =>
  [0, 1, 2].map((n) => [red[n]!, green[n]!, blue[n]!] as Triple);
const apply = (rows: Triple[], [a, b, c]: Triple): Triple =>
  rows.map((row) => row[0] * a + row[1] * b + row[2] * c) as Triple;

function inverse(m: Triple[]): Triple[] {
  const [[a, b, c], [d, e, f], [g, h, i]] = m as [Triple, Triple, Triple];
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
    [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ];
}

const xyz = (colour: Triple, space: Space): Triple =>
  apply(columns(space), colour.map((c) => space.decode(c)) as Triple);

/** The same colour in another space, values 0 to 1, by the definitions of both and no library. */
export function inSpace(srgb: Triple, space: Space): Triple {
  const light = apply(inverse(columns(space)), xyz(srgb.map((c) => c / 255) as Triple, spaces.sRGB as Space));
  return light.map((value) => space.encode(Math.min(1, Math.max(0, value)))) as Triple;
}

/** An ICC profile of version 2, made from the definition of its space. */
export function profile(space: Space, words = "Canary"): Buffer {
  const s15 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(Math.round(value * 65536));
    return bytes;
  };
  const point = (value: Triple) => Buffer.concat([Buffer.from("XYZ \0\0\0\0", "latin1"), ...value.map(s15)]);
  const POINTS = 1024;
  const curve = Buffer.alloc(12 + POINTS * 2);
  curve.write("curv", "latin1");
  curve.writeUInt32BE(POINTS, 8);
  for (let n = 0; n < POINTS; n += 1)
    curve.writeUInt16BE(Math.round(space.decode(n / (POINTS - 1)) * 65535), 12 + n * 2);
  const name = Buffer.alloc(12 + words.length + 1 + 78);
  name.write("desc", "latin1");
  name.writeUInt32BE(words.length + 1, 8);
  name.write(words, 12, "latin1");
  const tags: [string, Buffer][] = [
    ["desc", name],
    ["cprt", Buffer.from("text\0\0\0\0none\0", "latin1")],
    ["wtpt", point([0.9642, 1, 0.8249])],
    ["rXYZ", point(space.red)],
    ["gXYZ", point(space.green)],
    ["bXYZ", point(space.blue)],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length);
  let at = 128 + table.length;
  const bodies = tags.map(([tag, data], n) => {
    table.write(tag, 4 + n * 12, "latin1");
    table.writeUInt32BE(at, 8 + n * 12);
    table.writeUInt32BE(data.length, 12 + n * 12);
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    at += padded.length;
    return padded;
  });
  const head = Buffer.alloc(128);
  head.writeUInt32BE(at);
  head.writeUInt32BE(0x02100000, 8);
  head.write("mntrRGB XYZ ", 12, "latin1");
  head.write("acsp", 36, "latin1");
  Buffer.concat([s15(0.9642), s15(1), s15(0.8249)]).copy(head, 68);
  return Buffer.concat([head, table, ...bodies]);
}

function lab(srgb: Triple): Triple {
  const [x, y, z] = xyz(srgb.map((c) => c / 255) as Triple, spaces.sRGB as Space);
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.9642), f(y), f(z / 0.8249)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** CIEDE2000 between two colours of sRGB. */
export function deltaE(one: Triple, two: Triple): number {
  const [l1, a1, b1] = lab(one);
  const [l2, a2, b2] = lab(two);
  const rad = Math.PI / 180;
  const mean7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const g = 0.5 * (1 - Math.sqrt(mean7 / (mean7 + 25 ** 7)));
  const [x1, x2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(x1, b1), Math.hypot(x2, b2)];
  const hue = (b: number, a: number) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / rad + 360) % 360);
  const [h1, h2] = [hue(b1, x1), hue(b2, x2)];
  let dh = h2 - h1;
  if (c1 * c2 === 0) dh = 0;
  else if (dh > 180) dh -= 360;
  else if (dh < -180) dh += 360;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((dh / 2) * rad);
  const L = (l1 + l2) / 2;
  const C = (c1 + c2) / 2;
  let H = h1 + h2;
  if (c1 * c2 !== 0) H = Math.abs(h1 - h2) <= 180 ? H / 2 : (H + (H < 360 ? 360 : -360)) / 2;
  const T =
    1 -
    0.17 * Math.cos((H - 30) * rad) +
    0.24 * Math.cos(2 * H * rad) +
    0.32 * Math.cos((3 * H + 6) * rad) -
    0.2 * Math.cos((4 * H - 63) * rad);
  const SL = 1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2);
  const SC = 1 + 0.045 * C;
  const SH = 1 + 0.015 * C * T;
  const RC = 2 * Math.sqrt(C ** 7 / (C ** 7 + 25 ** 7));
  const RT = -Math.sin(60 * Math.exp(-(((H - 275) / 25) ** 2)) * rad) * RC;
  const [l, c, h] = [(l2 - l1) / SL, (c2 - c1) / SC, dH / SH];
  return Math.sqrt(l * l + c * c + h * h + RT * c * h);
}
