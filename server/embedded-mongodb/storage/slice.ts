/** How long one command may run before others get their turn, in milliseconds. */
const SLICE_MS = 5;

/** What a long walk yields when its time is up; whoever drives it goes on later. */
export const PAUSE = null;
export type Pause = typeof PAUSE;

/** What has a place in the store and can let go of it. */
interface PlaceHolder {
  release(): void;
}

/** The running time slice, and the scans that hold a place in the store during it. */
export class Slice {
  private end = 0;
  private readonly scans = new Set<PlaceHolder>();

  restart(): void {
    this.end = performance.now() + SLICE_MS;
  }

  get expired(): boolean {
    return performance.now() >= this.end;
  }

  holds(scan: PlaceHolder): void {
    this.scans.add(scan);
  }

  /** To be called before anything is written and before the transaction ends: places do not survive either. */
  releaseScans(): void {
    for (const scan of this.scans) scan.release();
    this.scans.clear();
  }
}
