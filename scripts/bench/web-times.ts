import { existsSync } from "node:fs";
import { join } from "node:path";
import { urls } from "@/lib/urls";
import { projectRoot } from "../project-root";
import type { ThrowAwayRepository } from "../throw-away/repository";
import { signIn, startSite } from "../throw-away/site";
import { benchPlugin } from "./upload-times";

const FIRST_NUMBER = 1000;

/** Whether there is a built site to measure. */
export const hasBuild = (): boolean => existsSync(join(projectRoot, ".next", "BUILD_ID"));

/** Answer of the route that takes a package's bytes, from a running production site; milliseconds. Null without a build. */
export async function measureRoute(repository: ThrowAwayRepository, userId: string, count: number): Promise<number[] | null> {
  if (!hasBuild()) return null;
  const web = await startSite(repository);
  try {
    const cookie = await signIn(repository, userId);
    const times: number[] = [];
    for (let number = 0; number <= count; number += 1) {
      const form = new FormData();
      form.set("package", new Blob([Buffer.from(benchPlugin(FIRST_NUMBER + number))]), "bench.zip");
      const startedAt = performance.now();
      const answer = await fetch(`${repository.config.publicUrl}${urls.addPluginFile()}`, {
        method: "POST",
        headers: { cookie, origin: repository.config.publicUrl },
        body: form,
      });
      await answer.text();
      if (answer.status !== 200) throw new Error(`the site answered ${answer.status}`);
      if (number > 0) times.push(performance.now() - startedAt);
    }
    return times;
  } finally {
    await web.end("SIGTERM");
  }
}
