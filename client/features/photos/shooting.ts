import type { Photo } from "../../../shared/photos.ts";
import type { Language } from "../../platform/i18n.ts";

/** @returns how a photo was taken, in one line; empty where its author keeps it to herself */
export function shootingLine({ shooting }: Pick<Photo, "shooting">, language: Language): string {
  if (!shooting) return "";
  const { camera, lens, exposureTime, aperture, iso, focalLength } = shooting;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const parts = [
    camera,
    lens,
    focalLength === null ? null : `${number.format(focalLength)}\u00A0mm`,
    aperture === null ? null : `f/${number.format(aperture)}`,
    exposureTime === null ? null : `${exposureOf(exposureTime, number)}\u00A0s`,
    iso === null ? null : `ISO\u00A0${iso}`,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

/** Short exposures are told as fractions, as cameras tell them. */
function exposureOf(seconds: number, number: Intl.NumberFormat): string {
  return seconds > 0 && seconds < 0.4 ? `1/${Math.round(1 / seconds)}` : number.format(seconds);
}
