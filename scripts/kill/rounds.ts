import { setTimeout as sleep } from "node:timers/promises";
import { between } from "../throw-away/random";
import { hungryPackages, type KillPackage, randomPackages } from "./packages";
import type { Scene } from "./scene";
import { killWeb } from "./web-round";

export interface Round {
  what: string;
  /** Does the harm and leaves a worker running. @returns what was uploaded, or why the round cannot be done here */
  play(scene: Scene, prefix: string): Promise<readonly KillPackage[] | string>;
}

const uploadAll = (scene: Scene, packages: readonly KillPackage[]) => Promise.all(packages.map((one) => scene.upload(one)));

/** Kills a fresh worker at a random moment, some times, and starts the one that may go on. */
async function killTimes(scene: Scene, times: number, signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    const worker = scene.startWorker();
    await scene.untilScanning();
    await scene.endWorker(worker, signal);
    await scene.pause(1_000);
  }
  scene.startWorker();
}

const killRound = (what: string, times: number, signal?: "SIGTERM"): Round => ({
  what,
  async play(scene, prefix) {
    const packages = randomPackages(scene.random, prefix, 6);
    await uploadAll(scene, packages);
    await killTimes(scene, times, signal);
    return packages;
  },
});

const oneOfTwo: Round = {
  what: "one of two workers killed",
  async play(scene, prefix) {
    const packages = randomPackages(scene.random, prefix, 8);
    const workers = [scene.startWorker(), scene.startWorker()] as const;
    await uploadAll(scene, packages);
    await scene.untilScanning();
    await scene.endWorker(workers[between(scene.random, 0, 2)] as (typeof workers)[0], "SIGKILL");
    return packages;
  },
};

const databaseCrash: Round = {
  what: "PostgreSQL crashes in the middle of scans",
  async play(scene, prefix) {
    const packages = randomPackages(scene.random, prefix, 6);
    scene.startWorker();
    await uploadAll(scene, packages);
    await scene.untilScanning();
    await scene.crashDatabase("immediate", between(scene.random, 100, 3_000));
    return packages;
  },
};

const databaseStop: Round = {
  what: "PostgreSQL stopped under load, the worker killed meanwhile",
  async play(scene, prefix) {
    const packages = randomPackages(scene.random, prefix, 8);
    const worker = scene.startWorker();
    const uploads = uploadAll(scene, packages);
    await scene.pause(800);
    const back = scene.crashDatabase("fast", 2_500);
    await sleep(500);
    await scene.endWorker(worker, "SIGKILL");
    await back;
    scene.startWorker();
    await uploads;
    return packages;
  },
};

const everything: Round = {
  what: "PostgreSQL crashes twice, the worker is killed twice",
  async play(scene, prefix) {
    const packages = randomPackages(scene.random, prefix, 8);
    const uploads = uploadAll(scene, packages);
    for (let count = 0; count < 2; count += 1) {
      const worker = scene.startWorker();
      await scene.untilScanning(1_000);
      await Promise.all([
        scene.crashDatabase("immediate", between(scene.random, 100, 1_500)),
        scene.pause(800).then(() => scene.endWorker(worker, "SIGKILL")),
      ]);
    }
    scene.startWorker();
    await uploads;
    return packages;
  },
};

const hungry: Round = {
  what: "hostile Python with 64 MB of memory",
  async play(scene, prefix) {
    const packages = [...hungryPackages(scene.random, prefix), ...randomPackages(scene.random, `${prefix}_usual`, 1)];
    scene.startWorker({ SCAN_HEAP_MB: "64" });
    await uploadAll(scene, packages);
    return packages.map((one) => ({ ...one, verdicts: [...one.verdicts, "inconclusive"] }));
  },
};

export const ROUNDS: readonly Round[] = [
  killRound("worker killed once", 1),
  killRound("worker killed twice", 2),
  killRound("worker killed three times", 3),
  oneOfTwo,
  killRound("worker asked to end, three times", 3, "SIGTERM"),
  databaseCrash,
  databaseStop,
  { what: "web killed in the middle of an upload", play: killWeb },
  hungry,
  everything,
];
