import type { Exif } from "sharp";
import type { Credit, Shooting } from "./processor.ts";

/** What a rendition may still say. */
export interface Said {
  credit: Credit;
  shooting: Shooting | null;
}

/** What replaces the metadata of an original: the way it is turned, and what its author lets be said. */
export interface Fresh {
  exif: Buffer;
  xmp: Buffer;
}

/** The same in EXIF, for programs that read nothing else. */
export function exifOf({ credit, shooting }: Said): Exif {
  return {
    IFD0: given({ Artist: credit.creator, Copyright: credit.copyright, Model: shooting?.camera }),
    IFD2: given({
      LensModel: shooting?.lens,
      ExposureTime: fraction(shooting?.exposureTime),
      FNumber: fraction(shooting?.aperture),
      ISOSpeedRatings: shooting?.iso?.toString(),
      FocalLength: fraction(shooting?.focalLength),
    }),
  };
}

/** An XMP packet, made anew: nothing is copied from the file but these values. */
export function xmpOf({ credit, shooting }: Said): string {
  const parts = [
    list("dc:creator", "rdf:Seq", "rdf:li", credit.creator),
    list("dc:rights", "rdf:Alt", 'rdf:li xml:lang="x-default"', credit.copyright),
    element("photoshop:Credit", credit.credit),
    element("tiff:Model", shooting?.camera),
    element("aux:Lens", shooting?.lens),
    element("exif:ExposureTime", fraction(shooting?.exposureTime)),
    element("exif:FNumber", fraction(shooting?.aperture)),
    element("exif:FocalLength", fraction(shooting?.focalLength)),
    list("exif:ISOSpeedRatings", "rdf:Seq", "rdf:li", shooting?.iso?.toString()),
  ];
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"',
    ' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/">',
    ...parts,
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  ].join("");
}

function given(fields: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

function fraction(value: number | null | undefined): string | null {
  if (value === null || value === undefined || !(value > 0)) return null;
  if (value < 0.3) return `1/${Math.round(1 / value)}`;
  return `${Math.round(value * 100)}/100`;
}

function element(name: string, value: string | null | undefined): string {
  return value ? `<${name}>${escaped(value)}</${name}>` : "";
}

function list(name: string, kind: string, item: string, value: string | null | undefined): string {
  if (!value) return "";
  return `<${name}><${kind}><${item}>${escaped(value)}</rdf:li></${kind}></${name}>`;
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
