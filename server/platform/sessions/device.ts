/** First match wins: many browsers name the ones that they descend from. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

function nameOf(agent: string, names: typeof BROWSERS): string | undefined {
  return names.find(([pattern]) => pattern.test(agent))?.[1];
}

/**
 * @param agent a User-Agent header
 * @returns what a person recognises of it ("Firefox, Linux"); empty when nothing is known. The header itself is not kept.
 */
export function deviceLabel(agent: string): string {
  return [nameOf(agent, BROWSERS), nameOf(agent, SYSTEMS)].filter((name) => name !== undefined).join(", ");
}
