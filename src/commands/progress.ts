import type { WriteStream } from 'node:tty';

/** One finished case. */
export interface ProgressEvent {
  readonly done: number;
  readonly total: number;
  readonly scenario: string;
  /** Absent when what is shown is not one case. */
  readonly epsilon?: number;
}

const WIDTH = 24;

/**
 * A live line on `stream`: bar, last finished case, time left. Writes nothing when the stream is not a terminal.
 * The time left is the mean time per finished case times the cases to come; a guess, never part of a report.
 */
export function createProgress(stream: Pick<WriteStream, 'write' | 'isTTY'>, now: () => number = Date.now) {
  const start = now();
  let shown = false;
  return {
    show({ done, total, scenario, epsilon }: ProgressEvent): void {
      if (!stream.isTTY) return;
      shown = true;
      const filled = Math.round((WIDTH * done) / total);
      const left = Math.ceil(((now() - start) / done) * (total - done) * 1e-3);
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      // \r\x1b[2K returns to the first column and clears the line.
      stream.write(
        `\r\x1b[2K${bar} ${done}/${total}  ${scenario}${epsilon === undefined ? '' : ` ε = ${epsilon}`}  ${left} s left`,
      );
    },
    clear(): void {
      if (shown) stream.write('\r\x1b[2K');
      shown = false;
    },
  };
}
