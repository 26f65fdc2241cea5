import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import sharp from "sharp";
import { createPhotoProcessor } from "../../server/features/photos/processing/pool.ts";
import { numberFlag } from "../chaos/flags.ts";

// npm run bench -- photos [--photos 10]: for each size so many photos, one after the other. Memory is read from /proc (Linux).
const photos = numberFlag("photos", 10);
const sizes: [name: string, width: number, height: number, format: "jpeg" | "png"][] = [
  ["2 megapixels, JPEG", 1_600, 1_200, "jpeg"],
  ["12 megapixels, JPEG", 4_000, 3_000, "jpeg"],
  ["24 megapixels, JPEG", 6_000, 4_000, "jpeg"],
  ["60 megapixels, JPEG", 9_000, 6_666, "jpeg"],
  ["24 megapixels, PNG", 6_000, 4_000, "png"],
];
const folder = mkdtempSync(join(tmpdir(), "bench-photos-"));

/** Something of everything: soft transitions, edges, grain. */
function picture(width: number, height: number) {
  const noise = { type: "gaussian", mean: 128, sigma: 12 } as const;
  const create = { width: width >> 2, height: height >> 2, channels: 3, background: "#808080", noise } as const;
  return sharp({ create }).resize(width, height, { fit: "fill" });
}

/** The most memory that a process of ours held so far, in MiB. */
function peakOfChildren(): number {
  const peaks = readdirSync("/proc").flatMap((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const ours = Number(/PPid:\s+(\d+)/.exec(status)?.[1]) === process.pid;
      const kibibytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]);
      return ours && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("child.worker") ? [kibibytes / 1024] : [];
    } catch {
      return [];
    }
  });
  return Math.round(Math.max(0, ...peaks));
}

async function measure([name, width, height, format]: (typeof sizes)[number]) {
  const file = join(folder, `photo.${format}`);
  const options = format === "jpeg" ? { quality: 80 } : { palette: true, compressionLevel: 6 };
  writeFileSync(file, await picture(width, height).toFormat(format, options).toBuffer());
  const processor = createPhotoProcessor({ milliseconds: 120_000, mebibytes: 4_096 });
  const mebibytes = Number((readFileSync(file).length / 2 ** 20).toFixed(1));
  await processor.inspect(file);
  const each: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  for (let n = 0; n < photos; n += 1) {
    const target = mkdtempSync(join(folder, "job-"));
    const start = performance.now();
    await processor.process({ file, folder: target, keepShooting: true, keepOriginal: true });
    each.push(Math.round(performance.now() - start));
  }
  const perMinute = Math.round((photos / (performance.now() - begun)) * 60_000);
  delay.disable();
  const memory = peakOfChildren();
  await processor.close();
  each.sort((a, b) => a - b);
  const loopP99 = Number((delay.percentile(99) / 1e6).toFixed(1));
  const loopMost = Number((delay.max / 1e6).toFixed(1));
  return { name, mebibytes, perMinute, median: each[photos >> 1], most: each.at(-1), memory, loopP99, loopMost };
}

const results = [];
for (const size of sizes) results.push(await measure(size));
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ photos, load: loadavg(), results }, null, 1));
