import type { ScanProgress } from "../core/scan-artifact";
import { clip, printable } from "../report/text-layout";

export interface ProgressStream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** A scan that ends sooner needs no line that flashes up. */
const FIRST_AFTER_MS = 1000;
const EVERY_MS = 100;
const CLEAR_LINE = "\r\u001B[2K";

/** One line on a terminal that says how far a long scan is, and goes away. Silent when the stream is no terminal. */
export class ProgressLine {
  private shownAt: number;
  private isShown = false;

  constructor(
    private readonly stream: ProgressStream,
    now = performance.now(),
  ) {
    this.shownAt = now + FIRST_AFTER_MS - EVERY_MS;
  }

  show({ files, of, path }: ScanProgress, now = performance.now()): void {
    if (!this.stream.isTTY || now < this.shownAt + EVERY_MS) return;
    this.shownAt = now;
    this.isShown = true;
    const share = of > 0 ? Math.floor((100 * files) / of) : 0;
    this.stream.write(`${CLEAR_LINE}${clip(`Scanning, ${share} %  ${printable(path)}`, (this.stream.columns ?? 80) - 1)}`);
  }

  end(): void {
    if (this.isShown) this.stream.write(CLEAR_LINE);
    this.isShown = false;
  }
}
