/** Judges files in a process with the limits of a scan; started by fuzz-process.ts. One message in and one out for each file. */
import { type Judgement, judge, type Subject } from "./judge";

export interface FuzzAnswer extends Judgement {
  id: number;
  milliseconds: number;
  /** Most that the process ever used. */
  maxRssMb: number;
}

process.on("message", (message) => {
  const { id, subject, checkTwice } = message as { id: number; subject: Subject; checkTwice: boolean };
  const started = performance.now();
  void judge(subject, checkTwice).then((judgement) => {
    const answer: FuzzAnswer = {
      ...judgement,
      id,
      milliseconds: (performance.now() - started) / (checkTwice ? 2 : 1),
      maxRssMb: process.resourceUsage().maxRSS / 1024,
    };
    process.send?.(answer);
  });
});
process.once("disconnect", () => process.exit());
